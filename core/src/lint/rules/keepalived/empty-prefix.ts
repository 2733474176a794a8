import type { SyntaxRule } from '../../rule.ts';

export const emptyPrefix: SyntaxRule = {
  scope: 'keepalived',
  id: 'empty-prefix',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: 'A slash without a prefix length follows an address.',
};
