import type { SyntaxRule } from '../../rule.ts';

export const invalidLogFormat: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-log-format',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  syntax: true,
  summary: 'A log-format string that HAProxy cannot read.',
};
