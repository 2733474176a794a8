import { directiveSite, directivesThatMayHold, mayMatch } from '../../../languages/haproxy/config.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const headerNameWithColon: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'header-name-with-colon',
  severity: 'warning',
  verdict: 'own',
  summary: 'A header that is looked for with the colon behind its name, such as `hdr(Host:)`.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  checkSection(section, report, { path }) {
    // Most sections have no colon there, and a look for it costs next to nothing.
    const { text } = section.syntax;
    if (!text.includes(':)') && !text.includes(':,')) return;
    if (!mayMatch(section, asked)) return;
    for (const directive of directivesThatMayHold(section, 'hdr')) {
      for (const word of directive.args) {
        const found = asked.exec(word.value);
        if (!found) continue;
        const [call = '', name = ''] = found;
        const at = { path, site: directiveSite(section, directive, word, word) };
        const source = at.site.chunk.text.slice(at.site.range.start, at.site.range.end);
        report({
          at,
          message: `This header is never there: the colon is no part of a header's name, and "${call}" looks for "${name}:". Write "${name}".`,
          ...(source === word.value && {
            fixes: [fix(`Write "${name}"`, replace(at, word.value.replace(`${name}:`, name)))],
          }),
        });
      }
    }
  },
};

/** A look at a header whose name ends in a colon. */
const asked = /(?<![\w-])(?:re[qs]\.)?[fs]?hdr(?:_\w+)?\(([\w-]+):(?=[,)])/;
