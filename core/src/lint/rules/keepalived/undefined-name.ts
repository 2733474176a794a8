import type { SyntaxRule } from '../../rule.ts';

export const undefinedName: SyntaxRule = {
  scope: 'keepalived',
  id: 'undefined-name',
  severity: 'error',
  verdict: 'program',
  about: 'name',
  syntax: true,
  summary: 'A name is declared nowhere in the file.',
};
