import type { SyntaxRule } from '../../rule.ts';

export const undefinedReference: SyntaxRule = {
  scope: 'haproxy',
  id: 'undefined-reference',
  severity: 'error',
  verdict: 'program',
  about: 'name',
  follows: true,
  syntax: true,
  summary: 'A section, userlist, stick table or server is named that does not exist.',
};
