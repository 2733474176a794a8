import type { SyntaxRule } from '../../rule.ts';

export const byteOrderMark: SyntaxRule = {
  scope: 'haproxy',
  id: 'byte-order-mark',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'The file starts with a byte order mark.',
};
