import type { SyntaxRule } from '../../rule.ts';

export const alreadySet: SyntaxRule = {
  scope: 'keepalived',
  id: 'already-set',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'A command or a list is set a second time, and the first one counts.',
};
