import type { SyntaxRule } from '../../rule.ts';

export const interfaceTaken: SyntaxRule = {
  scope: 'keepalived',
  id: 'interface-taken',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'Two blocks claim one interface: as the name of a virtual one, or for their `garp_group`.',
};
