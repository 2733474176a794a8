import { type RuleId, rules } from './registry.generated.ts';
import { publishedId, type Rule } from './rule.ts';

/** The rule that a finding's published id names; none for what haconf says of itself (`haconf/…`). */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}

/** Whether a finding is of one certain rule, whose id the compiler knows. */
export function isFindingOf({ rule }: { readonly rule: string }, id: RuleId): boolean {
  return rule === id;
}

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [publishedId(rule), rule]));
