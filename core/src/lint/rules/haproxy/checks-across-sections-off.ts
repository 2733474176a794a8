import type { HaproxyRule } from '../../rule.ts';

export const checksAcrossSectionsOff: HaproxyRule = {
  scope: 'haproxy',
  id: 'checks-across-sections-off',
  severity: 'information',
  verdict: 'own',
  summary: 'Nothing here has a `global` section, so other files may belong to it, and names are not looked up.',
  check({ config, path }, report, { loadedTogether, complete }) {
    // Of several files the first one says it for all.
    if (complete || loadedTogether[0] !== config) return;
    const first = config.sections.find(({ kind }) => proxies.has(kind));
    // What only declares is a piece on purpose.
    if (!first || !config.sections.some(({ kind }) => kind === 'frontend' || kind === 'listen')) return;
    const what = loadedTogether.length > 1 ? `these ${loadedTogether.length} files have` : 'this file has';
    report({
      at: { path, site: first.site },
      message: `Names and timeouts of other sections are not checked: ${what} no global section, so haconf takes it for a part of a configuration whose other parts are not here. Check them together, in one folder, or add a "global" section (it may be empty) if this is all that HAProxy loads.`,
    });
  },
};

const proxies: ReadonlySet<string> = new Set(['defaults', 'frontend', 'listen', 'backend']);
