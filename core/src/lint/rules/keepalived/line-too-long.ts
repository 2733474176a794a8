import type { SyntaxRule } from '../../rule.ts';

export const lineTooLong: SyntaxRule = {
  scope: 'keepalived',
  id: 'line-too-long',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'A line is longer than what keepalived reads as one.',
};
