import type { SyntaxRule } from '../../rule.ts';

export const invalidNumber: SyntaxRule = {
  scope: 'keepalived',
  id: 'invalid-number',
  severity: 'warning',
  verdict: 'program',
  syntax: true,
  summary: 'A number is none, or outside its limits.',
};
