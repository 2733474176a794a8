import type { SyntaxRule } from '../../rule.ts';

export const invalidValue: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-value',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  obscures: 'line',
  syntax: true,
  summary: 'A value that HAProxy does not take: a word, number, size, pattern or regular expression.',
};
