import type { SyntaxRule } from '../../rule.ts';

export const undefinedAcl: SyntaxRule = {
  scope: 'haproxy',
  id: 'undefined-acl',
  severity: 'error',
  verdict: 'program',
  about: 'name',
  syntax: true,
  summary: 'A condition names an ACL that the section does not declare above.',
};
