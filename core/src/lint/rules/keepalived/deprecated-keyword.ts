import type { SyntaxRule } from '../../rule.ts';

export const deprecatedKeyword: SyntaxRule = {
  scope: 'keepalived',
  id: 'deprecated-keyword',
  severity: 'warning',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  deprecated: true,
  syntax: true,
  summary: 'A keyword has a successor.',
};
