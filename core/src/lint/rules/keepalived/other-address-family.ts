import type { SyntaxRule } from '../../rule.ts';

export const otherAddressFamily: SyntaxRule = {
  scope: 'keepalived',
  id: 'other-address-family',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'An instance lists addresses of both families.',
};
