import type { SyntaxRule } from '../../rule.ts';

export const cutByComment: SyntaxRule = {
  scope: 'keepalived',
  id: 'cut-by-comment',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: 'A comment character inside a word cuts the value off.',
};
