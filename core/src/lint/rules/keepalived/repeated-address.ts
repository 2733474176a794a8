import type { SyntaxRule } from '../../rule.ts';

export const repeatedAddress: SyntaxRule = {
  scope: 'keepalived',
  id: 'repeated-address',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'An address or peer is listed twice in an instance.',
};
