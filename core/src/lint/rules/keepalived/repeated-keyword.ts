import type { SyntaxRule } from '../../rule.ts';

export const repeatedKeyword: SyntaxRule = {
  scope: 'keepalived',
  id: 'repeated-keyword',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: 'A setting stands twice in a block.',
};
