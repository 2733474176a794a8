import type { SyntaxRule } from '../../rule.ts';

export const unexpectedOpeningBrace: SyntaxRule = {
  scope: 'keepalived',
  id: 'unexpected-opening-brace',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'A brace opens nothing.',
};
