import type { SyntaxRule } from '../../rule.ts';

export const ownInterfaceTracked: SyntaxRule = {
  scope: 'keepalived',
  id: 'own-interface-tracked',
  severity: 'warning',
  verdict: 'program',
  syntax: true,
  summary: 'An instance tracks its own interface.',
};
