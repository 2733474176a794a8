import type { SyntaxRule } from '../../rule.ts';

export const includeQuoted: SyntaxRule = {
  scope: 'keepalived',
  id: 'include-quoted',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'The name behind `include` has quotes or blanks.',
};
