import type { SyntaxRule } from '../../rule.ts';

export const invalidTime: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-time',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A time that HAProxy cannot read.',
};
