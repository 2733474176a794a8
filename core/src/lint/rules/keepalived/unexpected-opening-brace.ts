import type { SyntaxRule } from '../../rule.ts';

export const unexpectedOpeningBrace: SyntaxRule = {
  scope: 'keepalived',
  id: 'unexpected-opening-brace',
  severity: 'error',
  verdict: 'program',
  brace: 'needless {',
  misread: 'blocks',
  syntax: true,
  summary: 'A brace opens nothing.',
};
