import type { SyntaxRule } from '../../rule.ts';

export const missingPassword: SyntaxRule = {
  scope: 'keepalived',
  id: 'missing-password',
  severity: 'error',
  verdict: 'program',
  misses: 'block',
  syntax: true,
  summary: 'An `auth_type` has no password.',
};
