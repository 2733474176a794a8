import type { SyntaxRule } from '../../rule.ts';

export const virtualServerDefault: SyntaxRule = {
  scope: 'keepalived',
  id: 'virtual-server-default',
  severity: 'warning',
  verdict: 'own',
  misses: 'block',
  syntax: true,
  summary: 'A virtual server leaves out its protocol, scheduler or forwarding method.',
};
