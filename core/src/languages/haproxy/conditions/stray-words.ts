import type { Word } from '../../../syntax/line.ts';
import type { AclTest } from './acl-test.ts';

/** A word that stands where a pattern stands, and was meant for something else. */
export interface StrayWord {
  readonly kind: 'operator' | 'flag' | 'comparison' | 'equality' | 'test' | 'negation';
  readonly word: Word;
  readonly index: number;
}

/** The first word among the patterns of a test that is a word of the language; HAProxy compares with it all the same. */
export function strayWordIn(test: AclTest): StrayWord | undefined {
  const { patterns, method } = test;
  if (method === 'int' || method === 'ip' || method === 'bool' || method === 'bin') return undefined;
  for (let index = 0; index < Math.min(patterns.length, 60); index++) {
    const word = patterns[index];
    if (!word?.known || isQuoted(word)) continue;
    const kind = kindOf(test, word, index);
    if (kind) return { kind, word, index };
  }
  return undefined;
}

function isQuoted({ value, range }: Word): boolean {
  return range.end - range.start !== value.length;
}

function kindOf(
  { fetch, patterns, dashes, method }: AclTest,
  { value }: Word,
  index: number,
): StrayWord['kind'] | undefined {
  if (value === '||' || value === '&&') return 'operator';
  const next = patterns[index + 1];
  if (index === 0) {
    if (next && /^(?:if|unless)$/.test(value)) return 'operator';
    const compares = patterns.length === 2 && next?.known === true && /^-?\d+$/.test(next.value);
    if (!/^(?:str|beg|end|sub)$/.test(method)) return undefined;
    if (compares && comparisons.test(value)) return 'comparison';
    if (next && /^(?:!=|ne|not)$/.test(value)) return 'negation';
    return next && !/^(?:path|pathq|url|base)$/.test(fetch) && /^(?:eq|={1,3}|is|equals)$/.test(value)
      ? 'equality'
      : undefined;
  }
  if (/^-[imfnM]$/.test(value)) return dashes || hasDashes(patterns, index) ? undefined : 'flag';
  if (!next) return undefined;
  if (/^(?:or|and|if|unless|OR|AND|Or|And)$/.test(value)) return 'operator';
  if (/^!{1,2}$|^!(?:path|hdr|url|src|\{)/.test(value)) return 'negation';
  return testLike.test(value) ? 'test' : undefined;
}

/** `--` has no effect there either, but says that what follows is meant as it stands. */
function hasDashes(patterns: readonly Word[], before: number): boolean {
  return patterns.slice(0, before).some(({ value }) => value === '--');
}

const comparisons = /^(?:eq|ge|gt|le|lt|[<>]=?|={1,2})$/;

/** `path_beg`, `hdr(host)`: keywords that nobody looks for in a request. */
const testLike =
  /^!?(?:(?:path|url|base|urlp?)_(?:beg|dir|dom|end|len|reg|sub)|(?:req\.)?f?hdr(?:_[a-z]+)?\([\w-]+\))$/;
