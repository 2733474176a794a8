import type { SyntaxRule } from '../../rule.ts';

export const serverPortDiffers: SyntaxRule = {
  scope: 'keepalived',
  id: 'server-port-differs',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: 'Without NAT, a real server has another port than its virtual server.',
};
