import type { SyntaxRule } from '../../rule.ts';

export const invalidNumber: SyntaxRule = {
  scope: 'keepalived',
  id: 'invalid-number',
  severity: 'warning',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A number is none, or outside its limits.',
};
