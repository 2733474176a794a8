import type { SyntaxRule } from '../../rule.ts';

export const truncatedPassword: SyntaxRule = {
  scope: 'keepalived',
  id: 'truncated-password',
  severity: 'warning',
  verdict: 'program',
  judgedBy: 'line',
  syntax: true,
  summary: 'A password is longer than eight bytes.',
};
