import type { SyntaxRule } from '../../rule.ts';

export const equalsSign: SyntaxRule = {
  scope: 'keepalived',
  id: 'equals-sign',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: 'An equals sign is taken for the value.',
};
