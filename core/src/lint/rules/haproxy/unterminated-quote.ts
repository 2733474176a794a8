import type { SyntaxRule } from '../../rule.ts';

export const unterminatedQuote: SyntaxRule = {
  scope: 'haproxy',
  id: 'unterminated-quote',
  severity: 'error',
  verdict: 'program',
  judgedBy: 'line',
  obscures: 'rest',
  syntax: true,
  summary: 'A quote is not closed on its line.',
};
