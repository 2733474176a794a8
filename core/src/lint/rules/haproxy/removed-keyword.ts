import type { SyntaxRule } from '../../rule.ts';

export const removedKeyword: SyntaxRule = {
  scope: 'haproxy',
  id: 'removed-keyword',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A keyword or option that HAProxy no longer has.',
};
