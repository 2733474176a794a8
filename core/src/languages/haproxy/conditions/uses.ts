import { memo } from '../../../base/memo.ts';
import type { Word } from '../../../syntax/line.ts';
import { type Directive, directivesOf, type HaproxySection } from '../config.ts';
import { type Condition, conditionOf, eachRule, type Term } from './condition.ts';

/** A place where a rule asks for a sample. */
export interface SampleUse {
  readonly directive: Directive;
  readonly first: Word;
  readonly last: Word;
  /** The condition that asks, with the term. Without one it stands in a format or an expression. */
  readonly asked: { readonly condition: Condition; readonly term: Term } | undefined;
}

/**
 * Where the rules of a section ask for samples whose names fit and hold `part`, in conditions first, in formats unless those
 * do not matter; `acl` lines count where they are named.
 */
export function usesOf(section: HaproxySection, name: RegExp, part: string, formats = true): readonly SampleUse[] {
  const found: SampleUse[] = [];
  const named = aclsAsking(section, name).length > 0;
  eachRule(section, (directive) => {
    if (!named && !section.syntax.lines[directive.line]?.text.includes(part)) return;
    const condition = conditionOf(section, directive);
    for (const terms of condition?.alternatives ?? []) {
      for (const term of terms) {
        const { keywords } = term;
        if (!condition || !keywords?.length || !keywords.every((keyword) => name.test(keyword))) continue;
        found.push({ directive, first: term.first, last: term.last, asked: { condition, term } });
      }
    }
  });
  if (!formats) return found;
  const inText = inTextOf(name);
  for (const directive of section.directives) {
    if (!formatted.has(directive.keyword)) continue;
    if (!section.syntax.lines[directive.line]?.text.includes(part)) continue;
    for (const word of directive.args) {
      if (word.value === 'if' || word.value === 'unless') break;
      if (inText.test(word.value)) found.push({ directive, first: word, last: word, asked: undefined });
    }
  }
  return found;
}

/** A name in the middle of a format or an expression. */
const inTextOf = memo((name: RegExp) => new RegExp(`(?:^|[^\\w.-])(?:${name.source.replace(/^\^/, '')})`));

/** Keywords of the lines whose words may be samples or formats with some. */
const formatted: ReadonlySet<string> = new Set([
  'http-after-response',
  'http-request',
  'http-response',
  'log-format',
  'redirect',
  'stick',
  'tcp-request',
  'tcp-response',
  'unique-id-format',
  'use_backend',
]);

/** The `acl` lines of a section whose samples have such names. */
export function aclsAsking(section: HaproxySection, name: RegExp): readonly Directive[] {
  return directivesOf(section, 'acl').filter((directive) => name.test(directive.value(1) ?? ''));
}
