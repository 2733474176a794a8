import type { SyntaxRule } from '../../rule.ts';

export const invalidEscape: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-escape',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A `\\x` escape is not followed by two hexadecimal digits.',
};
