import { nearest } from '../../../base/nearest.ts';
import type { HaproxyConfig, HaproxySection } from '../../../languages/haproxy/config.ts';
import { overviewOf } from '../../../languages/haproxy/overview.ts';
import type { Site } from '../../../syntax/chunk.ts';
import type { HaproxyRule } from '../../rule.ts';

export const undefinedBackend: HaproxyRule = {
  scope: 'haproxy',
  id: 'undefined-backend',
  severity: 'error',
  verdict: 'program',
  summary: 'A `default_backend` or `use_backend` names a backend that does not exist.',
  check(file, report, { loadedTogether }) {
    // A file without a global section may be one of several; which others are loaded with it is then unknown.
    const overviews = loadedTogether.map(overviewOf);
    if (!overviews.some(({ hasGlobal }) => hasGlobal)) return;
    const isMissing = (name: string): boolean => !overviews.some(({ backends }) => backends.has(name));
    if (!overviewOf(file.config).missingBackends.some(isMissing)) return;
    for (const section of file.config.sections) {
      // What a defaults section names is looked up by the proxies that use it.
      if (section.kind !== 'frontend' && section.kind !== 'listen') continue;
      const last = section.backends.findLast(({ kind }) => kind === 'default_backend');
      for (const reference of section.backends) {
        // A later "default_backend" takes the place of an earlier one, whose name is never looked up.
        if (reference.kind === 'default_backend' && reference !== last) continue;
        if (!reference.known || !isMissing(reference.name)) continue;
        if (isConditional(file.config, section, reference.site)) continue;
        const names = overviews.flatMap(({ backends }) => [...backends]);
        const guess = nearest(reference.name, names);
        report({
          at: { path: file.path, site: reference.site },
          message: `There is no backend "${reference.name}", so HAProxy refuses the file. ${guess ? `Did you mean "${guess}"?` : `Add a "backend ${reference.name}" section, or name an existing one.`}`,
        });
      }
    }
  },
};

/** Whether a place lies in an `.if` block, whose lines HAProxy may leave out. */
function isConditional(config: HaproxyConfig, until: HaproxySection, site: Site): boolean {
  let depth = 0;
  for (const { syntax } of config.sections) {
    for (const [index, { words }] of syntax.lines.entries()) {
      if (syntax === until.syntax && (syntax.lineStarts[index] ?? 0) > site.range.start) return depth > 0;
      if (words[0]?.value === '.if') depth++;
      else if (words[0]?.value === '.endif') depth--;
    }
    if (syntax === until.syntax) return depth > 0;
  }
  return false;
}
