import type { SyntaxRule } from '../../rule.ts';

export const invalidAddress: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-address',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  obscures: 'line',
  syntax: true,
  summary: 'An address or port that HAProxy does not take.',
};
