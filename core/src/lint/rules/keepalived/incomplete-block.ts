import type { SyntaxRule } from '../../rule.ts';

export const incompleteBlock: SyntaxRule = {
  scope: 'keepalived',
  id: 'incomplete-block',
  severity: 'error',
  verdict: 'program',
  misses: 'block',
  misread: 'blocks',
  syntax: true,
  summary: 'A block lacks what makes it useful.',
};
