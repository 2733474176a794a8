import type { SyntaxRule } from '../../rule.ts';

export const unknownKeyword: SyntaxRule = {
  scope: 'keepalived',
  id: 'unknown-keyword',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A word is no keyword where it stands.',
};
