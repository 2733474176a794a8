import type { SyntaxRule } from '../../rule.ts';

export const misplacedKeyword: SyntaxRule = {
  scope: 'haproxy',
  id: 'misplaced-keyword',
  severity: 'error',
  verdict: 'program',
  about: 'word',
  syntax: true,
  summary: 'A keyword stands in a section where HAProxy refuses or ignores it.',
};
