import { type Directive, directiveSite } from '../../../languages/haproxy/config.ts';
import { hasPreprocessor, isUnconditional } from '../../haproxy-conditions.ts';
import { listKeywords, listRulesOf } from '../../haproxy-rule-lists.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const ruleNeverReached: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'rule-never-reached',
  severity: 'warning',
  verdict: 'own',
  summary: 'A rule behind one of the same list that matches always and ends it.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  keywords: listKeywords,
  checkSection(section, report, { path }) {
    if (hasPreprocessor(section)) return;
    const ends = new Map<string, Directive>();
    const reported = new Set<string>();
    for (const rule of listRulesOf(section)) {
      const { directive } = rule;
      const end = ends.get(rule.list);
      if (!end) {
        if (rule.final && isUnconditional(directive)) ends.set(rule.list, directive);
      } else if (!reported.has(rule.list)) {
        reported.add(rule.list);
        report({
          at: { path, site: directiveSite(section, directive) },
          message: `This rule is never reached: "${words(end)}" above it has no condition and ends the list of ${rule.list} rules. Give that one a condition, or move it to the end.`,
          related: [
            { at: { path, site: directiveSite(section, end) }, message: 'Ends the evaluation.', mirrored: false },
          ],
        });
      }
    }
  },
};

function words({ keyword, args }: Directive): string {
  return [keyword, ...args.map(({ value }) => value)].join(' ').slice(0, 80);
}
