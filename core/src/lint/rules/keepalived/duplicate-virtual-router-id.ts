import type { SyntaxRule } from '../../rule.ts';

export const duplicateVirtualRouterId: SyntaxRule = {
  scope: 'keepalived',
  id: 'duplicate-virtual-router-id',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'Two instances have one `virtual_router_id` on one interface.',
};
