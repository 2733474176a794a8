import type { SyntaxRule } from '../../rule.ts';

export const missingArgument: SyntaxRule = {
  scope: 'keepalived',
  id: 'missing-argument',
  severity: 'error',
  verdict: 'program',
  judgedBy: 'line',
  halfTyped: true,
  misses: 'block',
  syntax: true,
  summary: 'A keyword stands without the value that it needs.',
};
