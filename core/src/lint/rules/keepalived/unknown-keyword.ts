import type { SyntaxRule } from '../../rule.ts';

export const unknownKeyword: SyntaxRule = {
  scope: 'keepalived',
  id: 'unknown-keyword',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'A word is no keyword where it stands.',
};
