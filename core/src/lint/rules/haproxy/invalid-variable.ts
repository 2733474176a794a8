import type { SyntaxRule } from '../../rule.ts';

export const invalidVariable: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-variable',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A `$` inside double quotes that starts no environment variable, as in `"^/a$"`.',
};
