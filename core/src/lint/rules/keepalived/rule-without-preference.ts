import type { SyntaxRule } from '../../rule.ts';

export const ruleWithoutPreference: SyntaxRule = {
  scope: 'keepalived',
  id: 'rule-without-preference',
  severity: 'warning',
  verdict: 'program',
  syntax: true,
  summary: 'A routing rule has no preference.',
};
