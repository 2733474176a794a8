import type { SyntaxRule } from '../../rule.ts';

export const unterminatedQuote: SyntaxRule = {
  scope: 'keepalived',
  id: 'unterminated-quote',
  severity: 'error',
  verdict: 'program',
  judgedBy: 'line',
  obscures: 'rest',
  syntax: true,
  summary: 'A double quote is not closed on its line.',
};
