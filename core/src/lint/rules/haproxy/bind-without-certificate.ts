import type { SyntaxRule } from '../../rule.ts';

export const bindWithoutCertificate: SyntaxRule = {
  scope: 'haproxy',
  id: 'bind-without-certificate',
  severity: 'error',
  verdict: 'program',
  syntax: true,
  summary: '`bind … ssl` without a certificate.',
};
