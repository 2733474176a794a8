import type { SyntaxRule } from '../../rule.ts';

export const invalidAddress: SyntaxRule = {
  scope: 'keepalived',
  id: 'invalid-address',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  misread: 'words',
  syntax: true,
  summary: 'Something is no IP address.',
};
