import type { SyntaxRule } from '../../rule.ts';

export const missingValue: SyntaxRule = {
  scope: 'keepalived',
  id: 'missing-value',
  severity: 'warning',
  verdict: 'own',
  misses: 'block',
  syntax: true,
  summary: 'A keyword without its value has no effect.',
};
