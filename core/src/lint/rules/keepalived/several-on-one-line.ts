import type { SyntaxRule } from '../../rule.ts';

export const severalOnOneLine: SyntaxRule = {
  scope: 'keepalived',
  id: 'several-on-one-line',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'A line of trackers holds several names.',
};
