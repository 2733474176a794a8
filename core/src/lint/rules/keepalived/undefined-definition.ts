import type { SyntaxRule } from '../../rule.ts';

export const undefinedDefinition: SyntaxRule = {
  scope: 'keepalived',
  id: 'undefined-definition',
  severity: 'warning',
  verdict: 'own',
  about: 'name',
  syntax: true,
  summary: 'A `$NAME` has no definition above it.',
};
