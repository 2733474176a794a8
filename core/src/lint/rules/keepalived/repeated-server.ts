import type { SyntaxRule } from '../../rule.ts';

export const repeatedServer: SyntaxRule = {
  scope: 'keepalived',
  id: 'repeated-server',
  severity: 'error',
  verdict: 'own',
  syntax: true,
  summary: 'A real server stands twice in one virtual server.',
};
