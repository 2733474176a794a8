import type { SyntaxRule } from '../../rule.ts';

export const missingOpeningBrace: SyntaxRule = {
  scope: 'keepalived',
  id: 'missing-opening-brace',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'The opening brace of a block is missing.',
};
