import type { SyntaxRule } from '../../rule.ts';

export const invalidCondition: SyntaxRule = {
  scope: 'haproxy',
  id: 'invalid-condition',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  judgedBy: 'line',
  obscures: 'line',
  syntax: true,
  summary: 'A condition or ACL that HAProxy cannot read.',
};
