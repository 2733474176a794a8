import { type Directive, directiveSite } from '../../../languages/haproxy/config.ts';
import { alternativesOf, hasPreprocessor } from '../../haproxy-conditions.ts';
import { listKeywords, listRulesOf } from '../../haproxy-rule-lists.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const conditionMatchedEarlier: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'condition-matched-earlier',
  severity: 'warning',
  verdict: 'own',
  summary: 'A rule whose condition an earlier deciding rule of the list covers.',
  sections: ['frontend', 'listen', 'backend'],
  keywords: listKeywords,
  checkSection(section, report, { path }) {
    if (hasPreprocessor(section)) return;
    const rules = listRulesOf(section);
    if (rules.length === 0) return;
    let isChanging: boolean | undefined;
    const covered = new Map<string, Map<string, Directive>>();
    for (const { directive, list, final } of rules) {
      // Another action may change what the conditions see.
      if (!final) {
        covered.delete(list);
        continue;
      }
      const known = covered.get(list) ?? new Map<string, Directive>();
      const alternatives = alternativesOf(directive);
      const earlier = alternatives?.map((terms) => firstOf(known, terms));
      const [first] = earlier ?? [];
      if (first && earlier?.every((found) => found !== undefined)) {
        isChanging ??= changing.test(section.syntax.text);
        if (isChanging) return;
        report({
          at: { path, site: directiveSite(section, directive) },
          message:
            'This rule never decides anything: a rule above it has the same condition, or a wider one, and comes first. Correct the condition, or remove one of the rules.',
          related: [{ at: { path, site: directiveSite(section, first) }, message: 'Matches first.', mirrored: false }],
        });
      } else {
        for (const terms of alternatives ?? []) known.set(terms.join(' '), directive);
      }
      covered.set(list, known);
    }
  },
};

/** Samples that give another result each time. */
const changing = /rand|uuid|lua[.]|_(?:inc|clr|add)_/;

/** The rule that has decided whenever all these terms hold: one with the same terms, or with one of them alone. */
function firstOf(known: ReadonlyMap<string, Directive>, terms: readonly string[]): Directive | undefined {
  // The first rule of a list comes after none.
  if (known.size === 0) return undefined;
  const same = known.get(terms.join(' '));
  if (same || terms.length < 2) return same;
  for (const term of terms) {
    const found = known.get(term);
    if (found) return found;
  }
  return undefined;
}
