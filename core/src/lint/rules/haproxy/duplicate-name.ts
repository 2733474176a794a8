import type { SyntaxRule } from '../../rule.ts';

export const duplicateName: SyntaxRule = {
  scope: 'haproxy',
  id: 'duplicate-name',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'Two sections or two servers of a section have one name.',
};
