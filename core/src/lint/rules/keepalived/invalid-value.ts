import type { SyntaxRule } from '../../rule.ts';

export const invalidValue: SyntaxRule = {
  scope: 'keepalived',
  id: 'invalid-value',
  severity: 'warning',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A value is none of the words that are possible.',
};
