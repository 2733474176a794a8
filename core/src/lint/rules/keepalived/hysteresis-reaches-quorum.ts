import type { SyntaxRule } from '../../rule.ts';

export const hysteresisReachesQuorum: SyntaxRule = {
  scope: 'keepalived',
  id: 'hysteresis-reaches-quorum',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: 'The hysteresis is not smaller than the quorum.',
};
