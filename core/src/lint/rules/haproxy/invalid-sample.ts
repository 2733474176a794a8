import type { SyntaxRule } from '../../rule.ts';

export const invalidSample: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-sample',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  obscures: 'line',
  syntax: true,
  summary: 'A sample expression that HAProxy cannot read.',
};
