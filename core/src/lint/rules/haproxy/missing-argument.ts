import type { SyntaxRule } from '../../rule.ts';

export const missingArgument: SyntaxRule = {
  scope: 'haproxy',
  id: 'missing-argument',
  severity: 'error',
  verdict: 'program',
  judgedBy: 'line',
  halfTyped: true,
  obscures: 'line',
  syntax: true,
  summary: 'A keyword or parameter lacks its value.',
};
