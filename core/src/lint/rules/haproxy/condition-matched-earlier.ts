import { conditionOf } from '../../../languages/haproxy/conditions/condition.ts';
import { alwaysApplies } from '../../../languages/haproxy/conditions/constant.ts';
import { applying, Decided } from '../../../languages/haproxy/conditions/decided.ts';
import { directiveSite } from '../../../languages/haproxy/config.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import { comesLater, listKeywords, listRulesOf } from '../../haproxy-rule-lists.ts';
import { isInTcpMode } from '../../haproxy-uses.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const conditionMatchedEarlier: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'condition-matched-earlier',
  severity: 'warning',
  verdict: 'own',
  summary: 'A rule whose condition an earlier deciding rule covers.',
  sections: ['frontend', 'listen', 'backend'],
  keywords: listKeywords,
  checkSection(section, report, context) {
    const { path } = context;
    if (hasPreprocessor(section)) return;
    const rules = listRulesOf(section);
    // The last one that decides is the first that may come too late.
    const lastFinal = rules.findLastIndex(({ final }) => final);
    if (rules.findIndex(({ final }) => final) === lastFinal) return;
    const raw = isInTcpMode(section, context);
    let isChanging: boolean | undefined;
    let list = '';
    let ended: string | undefined;
    let decided = new Decided();
    /** What rules of earlier lists have answered. */
    let answered: Decided[] = [];
    for (let at = 0; at <= lastFinal; at++) {
      const rule = rules[at];
      if (!rule) break;
      const { directive } = rule;
      if (rule.list !== list) {
        answered = comesLater(rule.list, list) ? answered : [];
        list = rule.list;
        decided = new Decided();
        answered.push(new Decided());
      }
      const own = answered.at(-1);
      // Another action may change what the conditions see.
      if (!rule.final) {
        if (!rule.neutral) {
          decided = new Decided();
          answered = [new Decided()];
        }
        continue;
      }
      const condition = conditionOf(section, directive);
      // Another rule speaks of what comes behind one that always applies.
      if (condition && at < lastFinal && alwaysApplies(section, directive)) ended = list;
      if (ended === list) continue;
      const alternatives = condition && applying(condition);
      if (!alternatives) continue;
      const earlier = alternatives.map((terms) => {
        const found = decided.find(terms);
        if (found || raw) return found;
        for (const before of answered) {
          const closed = before === own ? undefined : before.find(terms);
          if (closed) return closed;
        }
        return undefined;
      });
      const [first] = earlier;
      if (first && earlier.every((found) => found !== undefined)) {
        isChanging ??= changing.test(section.syntax.text);
        if (isChanging) return;
        report({
          at: { path, site: directiveSite(section, directive) },
          message:
            'This rule never decides anything: a rule above it has the same condition, or a wider one, and comes first. Correct the condition, or remove one of the rules.',
          related: [{ at: { path, site: directiveSite(section, first) }, message: 'Matches first.', mirrored: false }],
        });
      } else {
        if (at < lastFinal) decided.add(alternatives, directive);
        if (rule.closing) own?.add(alternatives, directive);
      }
    }
  },
};

/** Samples that give another result each time. */
const changing = /rand|uuid|lua[.]|_(?:inc|clr|add)_/;
