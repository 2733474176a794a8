import { nearest } from '../../../base/nearest.ts';
import { compareVersions } from '../../../base/version.ts';
import { directiveSite, mayHold } from '../../../languages/haproxy/config.ts';
import { overviewOf } from '../../../languages/haproxy/overview.ts';
import { type Blocks, branchOf, noBlocks, readDirective } from '../../../languages/haproxy/validate/conditional.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxyRule } from '../../rule.ts';

export const unknownDirectiveInBranch: HaproxyRule = {
  scope: 'haproxy',
  id: 'unknown-directive-in-branch',
  severity: 'warning',
  verdict: 'own',
  about: 'word',
  summary: 'A directive such as `.elseif` in an `.if` block, which HAProxy passes over when the branch is not taken.',
  check({ path, config }, report, { version }) {
    if (compareVersions(version, [2, 4]) < 0 || !overviewOf(config).hasConditions) return;
    let blocks: Blocks = noBlocks;
    for (const section of config.sections) {
      // Blocks may hold whole sections.
      for (const directive of mayHold(section, '.') ? section.directives : []) {
        const { keyword, line } = directive;
        if (!keyword.startsWith('.')) continue;
        const source = section.syntax.lines[line];
        if (!source) continue;
        blocks = readDirective(source, blocks, version) ?? blocks;
        // Where the branch is taken, HAProxy refuses the line.
        if (known.has(keyword) || blocks.length === 0 || branchOf(blocks) === 'taken') continue;
        const [word] = source.words;
        const at = { path, site: directiveSite(section, directive, word, word) };
        const meant = /^\.els/.test(keyword) && directive.args.length > 0 ? '.elif' : nearest(keyword, known);
        report({
          at,
          message: `"${keyword}" is passed over, so the lines below belong to the branch above: HAProxy reads no unknown directives in a branch that it does not take, and refuses them in one that it takes. ${meant ? `Write "${meant}".` : 'Remove it.'}`,
          ...(meant && { fixes: [fix(`Write "${meant}"`, replace(at, meant))] }),
        });
      }
    }
  },
};

const known: ReadonlySet<string> = new Set([
  '.alert',
  '.diag',
  '.elif',
  '.else',
  '.endif',
  '.if',
  '.notice',
  '.warning',
]);
