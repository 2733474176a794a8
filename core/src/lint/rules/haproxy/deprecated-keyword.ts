import type { SyntaxRule } from '../../rule.ts';

export const deprecatedKeyword: SyntaxRule = {
  scope: 'haproxy',
  id: 'deprecated-keyword',
  severity: 'warning',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  deprecated: true,
  syntax: true,
  summary: 'A keyword or option that HAProxy is about to drop.',
};
