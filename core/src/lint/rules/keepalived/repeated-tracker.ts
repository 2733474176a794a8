import type { SyntaxRule } from '../../rule.ts';

export const repeatedTracker: SyntaxRule = {
  scope: 'keepalived',
  id: 'repeated-tracker',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: 'Something is tracked twice.',
};
