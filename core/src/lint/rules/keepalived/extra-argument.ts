import type { SyntaxRule } from '../../rule.ts';

export const extraArgument: SyntaxRule = {
  scope: 'keepalived',
  id: 'extra-argument',
  severity: 'warning',
  verdict: 'own',
  judgedBy: 'line',
  syntax: true,
  summary: 'Words follow the last value that a keyword takes.',
};
