import type { SyntaxRule } from '../../rule.ts';

export const quorumAboveWeights: SyntaxRule = {
  scope: 'keepalived',
  id: 'quorum-above-weights',
  severity: 'warning',
  verdict: 'own',
  misses: 'block',
  syntax: true,
  summary: 'The quorum is above the weight of all real servers.',
};
