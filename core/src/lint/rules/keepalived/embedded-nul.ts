import type { SyntaxRule } from '../../rule.ts';

export const embeddedNul: SyntaxRule = {
  scope: 'keepalived',
  id: 'embedded-nul',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'A line holds a NUL byte.',
};
