import type { SyntaxRule } from '../../rule.ts';

export const lateDeclaration: SyntaxRule = {
  scope: 'keepalived',
  id: 'late-declaration',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'Something is declared below its use.',
};
