import type { SyntaxRule } from '../../rule.ts';

export const invalidName: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-name',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A name holds a character that HAProxy does not take.',
};
