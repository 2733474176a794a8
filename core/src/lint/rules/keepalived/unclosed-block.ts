import type { SyntaxRule } from '../../rule.ts';

export const unclosedBlock: SyntaxRule = {
  scope: 'keepalived',
  id: 'unclosed-block',
  severity: 'error',
  verdict: 'program',
  brace: 'missing }',
  syntax: true,
  summary: 'A block has no closing brace.',
};
