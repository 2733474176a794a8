import type { Construct } from './construct.ts';
import { frontend, lines, of, sections } from './haproxy-text.ts';

/** `.if` and what belongs to it. */
export const conditionals: readonly Construct[] = [
  of('if-parentheses', 1000, (size) => `.if ${'('.repeat(size)}1${')'.repeat(size)}\n.endif\n${frontend}`),
  of('if-parentheses-open', 1000, (size) => `.if ${'('.repeat(size)}\n.endif\n${frontend}`),
  of('if-negations', 2500, (size) => `.if ${'!'.repeat(size)}1\n.endif\n${frontend}`),
  of('if-negations-blank', 2500, (size) => `.if ${'! '.repeat(size)}1\n.endif\n${frontend}`),
  of('if-negated-parentheses', 1000, (size) => `.if ${'!('.repeat(size)}1${')'.repeat(size)}\n.endif\n${frontend}`),
  of('if-and', 1000, (size) => `.if 1${'&&1'.repeat(size)}\n.endif\n${frontend}`),
  of('if-or', 1000, (size) => `.if 1${' || 1'.repeat(size)}\n.endif\n${frontend}`),
  of('if-call', 2500, (size) => `.if version_atleast(${'1'.repeat(size)}\n.endif\n${frontend}`),
  of('if-call-dots', 2500, (size) => `.if version_atleast(${'1.'.repeat(size)})x\n.endif\n${frontend}`),
  of('if-nested', 1250, (size) => `${frontend}${'.if 1\n'.repeat(size)}${'.endif\n'.repeat(size)}`),
  of('if-nested-skipped', 1250, (size) => `${frontend}${'.if 0\n'.repeat(size)}${'.endif\n'.repeat(size)}`),
  of('if-nested-open', 1250, (size) => `${frontend}${'.if defined(A)\n'.repeat(size)}`),
  of('if-flat', 1250, (size) => `${frontend}${'.if 1\n    # one\n.endif\n'.repeat(size)}`),
  of('elif', 1250, (size) => `${frontend}.if 0\n${'.elif 0\n    # one\n'.repeat(size)}.endif\n`),
  of('endif', 1250, (size) => `${frontend}${'.endif\n'.repeat(size)}`),
  sections('if-around-sections', 600, (index) => `.if defined(A)\nbackend c${index}\n.endif\n`),
  sections('if-nested-sections', 600, (index) => `.if 1\nbackend c${index}\n    server s 192.0.2.1:80\n`),
  lines(
    'if-undefined-backends',
    250,
    'frontend f',
    (index) => `.if 1\n    use_backend nosuch${index} if TRUE\n    .endif`,
  ),
];
