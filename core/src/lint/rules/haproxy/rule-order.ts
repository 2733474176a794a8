import type { SyntaxRule } from '../../rule.ts';

export const ruleOrder: SyntaxRule = {
  scope: 'haproxy',
  id: 'rule-order',
  severity: 'warning',
  verdict: 'program',
  syntax: true,
  summary: 'A rule stands below rules of a list that HAProxy goes through later.',
};
