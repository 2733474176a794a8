import { guessOf } from '../../../base/nearest.ts';
import type { HaproxyConfig, HaproxySection } from '../../../languages/haproxy/config.ts';
import { overviewOf, sharedOverviewOf } from '../../../languages/haproxy/overview.ts';
import { lineAt, type Site } from '../../../syntax/chunk.ts';
import type { HaproxyRule } from '../../rule.ts';

export const undefinedBackend: HaproxyRule = {
  scope: 'haproxy',
  id: 'undefined-backend',
  severity: 'error',
  verdict: 'program',
  about: 'name',
  summary: 'A `default_backend` or `use_backend` names a backend that does not exist.',
  check(file, report, { loadedTogether, complete }) {
    // A file without a global section may be one of several; which others are loaded with it is then unknown.
    const { backends } = sharedOverviewOf(loadedTogether);
    if (!complete) return;
    const isMissing = (name: string): boolean => !backends.has(name);
    if (!overviewOf(file.config).missingBackends.some(isMissing)) return;
    let conditional: ReturnType<typeof conditionalLines> | undefined;
    for (const section of file.config.sections) {
      // What a defaults section names is looked up by the proxies that use it.
      if (section.kind !== 'frontend' && section.kind !== 'listen') continue;
      const last = section.backends.findLast(({ kind }) => kind === 'default_backend');
      for (const reference of section.backends) {
        // A later "default_backend" takes the place of an earlier one, whose name is never looked up.
        if (reference.kind === 'default_backend' && reference !== last) continue;
        if (!reference.known || !isMissing(reference.name)) continue;
        conditional ??= conditionalLines(file.config);
        if (conditional(section, reference.site)) continue;
        const guess = guessOf(reference.name, backends);
        report({
          at: { path: file.path, site: reference.site },
          message: `There is no backend "${reference.name}", so HAProxy refuses the file. ${guess ? `Did you mean "${guess.meant}"?` : `Add a "backend ${reference.name}" section, or name an existing one.`}`,
          ...(guess && { guess }),
        });
      }
    }
  },
};

/** Tells whether a place lies in an `.if` block, whose lines HAProxy may leave out. */
function conditionalLines(config: HaproxyConfig): (section: HaproxySection, site: Site) => boolean {
  /** By section: how many blocks are open above each line. */
  const depths = new Map<HaproxySection, readonly number[]>();
  let depth = 0;
  for (const section of config.sections) {
    const inside = section.syntax.lines.map(({ values }) => {
      if (values[0] === '.if') depth++;
      else if (values[0] === '.endif') depth--;
      return depth;
    });
    depths.set(section, inside);
  }
  return (section, { range }) => (depths.get(section)?.[lineAt(section.syntax, range.start)?.index ?? 0] ?? 0) > 0;
}
