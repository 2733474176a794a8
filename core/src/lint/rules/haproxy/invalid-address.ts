import type { SyntaxRule } from '../../rule.ts';

export const invalidAddress: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-address',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'An address or port that HAProxy does not take.',
};
