import type { SyntaxRule } from '../../rule.ts';

export const missingPort: SyntaxRule = {
  scope: 'keepalived',
  id: 'missing-port',
  severity: 'warning',
  verdict: 'own',
  misses: 'block',
  syntax: true,
  summary: 'A load-balanced service or server names no port.',
};
