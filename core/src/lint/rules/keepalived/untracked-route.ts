import type { SyntaxRule } from '../../rule.ts';

export const untrackedRoute: SyntaxRule = {
  scope: 'keepalived',
  id: 'untracked-route',
  severity: 'warning',
  verdict: 'program',
  syntax: true,
  summary: 'A route names no interface, and keepalived before 2.3 cannot track it.',
};
