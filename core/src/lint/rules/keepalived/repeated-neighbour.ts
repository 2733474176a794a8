import type { SyntaxRule } from '../../rule.ts';

export const repeatedNeighbour: SyntaxRule = {
  scope: 'keepalived',
  id: 'repeated-neighbour',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'Two `bfd_instance` blocks watch one neighbour.',
};
