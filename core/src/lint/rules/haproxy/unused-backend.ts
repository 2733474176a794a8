import { hasPreprocessor, namesUsed } from '../../haproxy-conditions.ts';
import type { HaproxyRule } from '../../rule.ts';

export const unusedBackend: HaproxyRule = {
  scope: 'haproxy',
  id: 'unused-backend',
  severity: 'information',
  verdict: 'own',
  summary: 'A backend that nothing sends traffic to.',
  check(file, report, { loadedTogether }) {
    const { config, path } = file;

    const sections = loadedTogether.flatMap((loaded) => loaded.sections);
    if (
      !sections.some(({ kind }) => kind === 'global') ||
      !sections.some(({ kind }) => kind === 'frontend' || kind === 'listen')
    )
      return;
    if (sections.some(({ backends }) => backends.some(({ known }) => !known)) || sections.some(hasPreprocessor)) return;
    const named = new Set(sections.flatMap(({ backends }) => backends.map(({ name }) => name)));
    const candidates = config.sections.filter(
      ({ kind, name }) => kind === 'backend' && name?.known && !named.has(name.name),
    );
    if (candidates.length === 0) return;
    const filters = sections.some(({ byKeyword }) => byKeyword.has('filter'));
    const used = new Set<string>();
    for (const section of sections) for (const name of namesUsed(section)) used.add(name);
    for (const section of candidates) {
      if (!section.name || used.has(section.name.name)) continue;
      // The configuration of a filter, a file of its own, names the backend of its agents.
      if (filters && (section.mode?.name === 'tcp' || section.mode?.name === 'spop')) continue;
      report({
        at: { path, site: section.name.site },
        message: `Nothing names the backend "${section.name.name}", so it gets no traffic${section.servers.some(({ checked }) => checked) ? ', and its servers are checked for nothing' : ''}. Add a use_backend or default_backend, or remove it.`,
      });
    }
  },
};
