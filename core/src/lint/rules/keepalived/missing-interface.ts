import type { SyntaxRule } from '../../rule.ts';

export const missingInterface: SyntaxRule = {
  scope: 'keepalived',
  id: 'missing-interface',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'A `vrrp_instance` names no interface.',
};
