import type { SyntaxRule } from '../../rule.ts';

export const extraArgument: SyntaxRule = {
  scope: 'haproxy',
  id: 'extra-argument',
  severity: 'error',
  verdict: 'program',
  judgedBy: 'line',
  syntax: true,
  summary: 'A word stands where HAProxy takes no more.',
};
