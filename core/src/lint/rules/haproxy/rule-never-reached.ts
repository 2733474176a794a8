import { alwaysApplies } from '../../../languages/haproxy/conditions/constant.ts';
import { type Directive, directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { hasPreprocessor, isUnconditional } from '../../haproxy-conditions.ts';
import { comesLater, listKeywords, listRulesOf } from '../../haproxy-rule-lists.ts';
import { isInTcpMode } from '../../haproxy-uses.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const ruleNeverReached: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'rule-never-reached',
  severity: 'warning',
  verdict: 'own',
  summary: 'A rule behind one that matches always and ends its list, or all that follows.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  keywords: listKeywords,
  checkSection(section, report, context) {
    const { path } = context;
    if (hasPreprocessor(section)) return;
    const ends = new Map<string, Directive>();
    const reported = new Set<string>();
    let closed: { readonly directive: Directive; readonly list: string } | undefined;
    const raw = isInTcpMode(section, context);
    const rules = listRulesOf(section);
    const last = rules.at(-1);
    for (const { directive, list, final, closing } of rules) {
      const later = closed && comesLater(list, closed.list) ? closed : undefined;
      const end = ends.get(list) ?? later?.directive;
      // One that always applies ends it all the same, and says no more than "default_backend" does.
      const isFiller = later && list === 'use_backend' && isUnconditional(directive);
      // What only sets headers for the case that there is TLS may be the same in all frontends.
      const isCopied = end && !isUnconditional(end) && !final;
      const told = later ? 'later' : list;
      if (end && !isFiller && !isCopied && !reported.has(told)) {
        reported.add(told);
        const what = later
          ? `always applies, and HAProxy goes through ${later.list} rules before ${list} rules`
          : `${isUnconditional(end) ? 'has no condition' : 'always applies'} and ends the list of ${list} rules`;
        report({
          at: { path, site: directiveSite(section, directive) },
          message: `This rule is never reached: "${words(end)}" above it ${what}. Give that one a condition, or move it to the end.`,
          related: [
            { at: { path, site: directiveSite(section, end) }, message: 'Ends the evaluation.', mirrored: false },
          ],
        });
      }
      if (end || !final || directive === last?.directive || alwaysApplies(section, directive) !== true) continue;
      ends.set(list, directive);
      // Whoever has switched to HTTP is past the rules for TCP.
      const counts = list.startsWith('tcp-') ? !switches(section) : !raw;
      if (closing && counts && section.kind !== 'defaults') closed ??= { directive, list };
    }
  },
};

function switches(section: HaproxySection): boolean {
  return directivesOf(section, 'tcp-request').some(({ args }) => args[1]?.value === 'switch-mode');
}

function words({ keyword, args }: Directive): string {
  return [keyword, ...args.map(({ value }) => value)].join(' ').slice(0, 80);
}
