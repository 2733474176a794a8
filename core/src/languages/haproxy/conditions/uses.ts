import type { Version } from '../../../base/version.ts';
import type { Word } from '../../../syntax/line.ts';
import type { Directive, HaproxySection } from '../config.ts';
import { aclsOf, type Condition, conditionsOf, type Term } from './condition.ts';

/** A place where a rule asks for a sample. */
export interface SampleUse {
  readonly directive: Directive;
  readonly first: Word;
  readonly last: Word;
  /** The condition that asks, with the term. Without one it stands in a format or an expression. */
  readonly asked: { readonly condition: Condition; readonly term: Term } | undefined;
}

/** Where the rules of a section ask for samples whose names fit, in conditions first; `acl` lines count where they are named. */
export function usesOf(section: HaproxySection, version: Version, name: RegExp): readonly SampleUse[] {
  const found: SampleUse[] = [];
  for (const condition of conditionsOf(section, version).values()) {
    const { directive, alternatives } = condition;
    for (const terms of alternatives) {
      for (const term of terms) {
        const { tests, first, last } = term;
        if (tests?.length && tests.every(({ fetch }) => name.test(fetch))) {
          found.push({ directive, first, last, asked: { condition, term } });
        }
      }
    }
  }
  const inText = new RegExp(`(?:^|[^\\w.-])(?:${name.source.replace(/^\^/, '')})`);
  for (const directive of section.directives) {
    if (!formatted.has(directive.keyword)) continue;
    for (const word of directive.args) {
      if (word.value === 'if' || word.value === 'unless') break;
      if (inText.test(word.value)) found.push({ directive, first: word, last: word, asked: undefined });
    }
  }
  return found;
}

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
export function aclsAsking(section: HaproxySection, version: Version, name: RegExp): readonly Directive[] {
  return [...aclsOf(section, version).values()].flatMap((lines) =>
    lines.flatMap(({ directive, test }) => (test && name.test(test.fetch) ? [directive] : [])),
  );
}
