import type { SyntaxRule } from '../../rule.ts';

export const duplicateName: SyntaxRule = {
  scope: 'keepalived',
  id: 'duplicate-name',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'Two blocks of a kind have the same name.',
};
