import type { SyntaxRule } from '../../rule.ts';

export const ignoredWithFwmark: SyntaxRule = {
  scope: 'keepalived',
  id: 'ignored-with-fwmark',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: 'A setting that has no effect on a virtual server with a firewall mark.',
};
