import { type AclTest, spelling } from '../../../languages/haproxy/conditions/acl-test.ts';
import { conditionKeywords, eachTest } from '../../../languages/haproxy/conditions/condition.ts';
import { impossiblePatternIn } from '../../../languages/haproxy/conditions/impossible-patterns.ts';
import { strayWordIn } from '../../../languages/haproxy/conditions/stray-words.ts';
import { directiveSite } from '../../../languages/haproxy/config.ts';
import { fix, replace, safeFix } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

/** Flags with nothing behind them; of a test of one word HAProxy says so itself. */
function lacksPatterns({ words, patterns, open, method }: AclTest): boolean {
  return words.length > 1 && patterns.length === 0 && !open && method !== '' && method !== 'found' && method !== 'bool';
}

export const patternNeverMatches: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'pattern-never-matches',
  severity: 'warning',
  verdict: 'own',
  summary: 'A pattern that no path, host, method or the like can match.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  keywords: ['acl', ...conditionKeywords],
  checkSection(section, report, { path }) {
    eachTest(section, (test, directive) => {
      const { named, chosen, converters } = test;
      // Other rules speak of these, and the patterns may be right for what was meant.
      if ((named && (chosen ? chosen.value !== named : converters !== '')) || strayWordIn(test)) return;
      if (lacksPatterns(test)) {
        const [first, second] = [test.words[0], test.words.at(-1)];
        if (!first || !second) return;
        report({
          at: { path, site: directiveSite(section, directive, first, second) },
          message: `This never matches: "${spelling(test)}" has flags here, and no pattern that it could be compared with. Add the pattern, or "-m found" where the value only has to be there.`,
        });
        return;
      }
      const found = impossiblePatternIn(test);
      if (!found) return;
      const { word, why, instead, rare } = found;
      const at = { path, site: directiveSite(section, directive, word, word) };
      const shown = word.value.length > 50 ? `${word.value.slice(0, 49)}…` : word.value;
      const never = rare ? 'matches next to no request' : 'never matches';
      const mend = test.fetch === 'method' ? safeFix : fix;
      report({
        at,
        message: `"${shown}" ${never} with "${spelling(test)}": ${why}`,
        ...(instead !== undefined && { fixes: [mend(`Write "${instead}"`, replace(at, instead))] }),
      });
    });
  },
};
