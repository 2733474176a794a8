import type { SyntaxRule } from '../../rule.ts';

export const missingOpeningBrace: SyntaxRule = {
  scope: 'keepalived',
  id: 'missing-opening-brace',
  severity: 'error',
  verdict: 'program',
  misses: 'block',
  brace: 'missing {',
  misread: 'blocks',
  syntax: true,
  summary: 'The opening brace of a block is missing.',
};
