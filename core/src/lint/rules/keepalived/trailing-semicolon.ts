import type { SyntaxRule } from '../../rule.ts';

export const trailingSemicolon: SyntaxRule = {
  scope: 'keepalived',
  id: 'trailing-semicolon',
  severity: 'warning',
  verdict: 'own',
  syntax: true,
  summary: 'A semicolon ends a value.',
};
