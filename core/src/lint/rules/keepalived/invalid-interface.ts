import type { SyntaxRule } from '../../rule.ts';

export const invalidInterface: SyntaxRule = {
  scope: 'keepalived',
  id: 'invalid-interface',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A name cannot be that of an interface.',
};
