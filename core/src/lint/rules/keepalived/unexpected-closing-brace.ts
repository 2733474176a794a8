import type { SyntaxRule } from '../../rule.ts';

export const unexpectedClosingBrace: SyntaxRule = {
  scope: 'keepalived',
  id: 'unexpected-closing-brace',
  severity: 'error',
  verdict: 'program',
  brace: 'needless }',
  misread: 'blocks',
  syntax: true,
  summary: 'A closing brace closes nothing.',
};
