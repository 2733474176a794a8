import type { SyntaxRule } from '../../rule.ts';

export const missingInterface: SyntaxRule = {
  scope: 'keepalived',
  id: 'missing-interface',
  severity: 'error',
  verdict: 'program',
  misses: 'block',
  syntax: true,
  summary: 'A `vrrp_instance` names no interface.',
};
