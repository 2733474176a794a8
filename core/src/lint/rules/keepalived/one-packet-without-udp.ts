import type { SyntaxRule } from '../../rule.ts';

export const onePacketWithoutUdp: SyntaxRule = {
  scope: 'keepalived',
  id: 'one-packet-without-udp',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: '`ops` on a virtual server that is not for UDP.',
};
