import type { SyntaxRule } from '../../rule.ts';

export const unknownKeyword: SyntaxRule = {
  scope: 'haproxy',
  id: 'unknown-keyword',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  obscures: 'line',
  syntax: true,
  summary: 'A keyword, option, action or parameter that this version of HAProxy does not know.',
};
