import type { Directive } from '../config.ts';
import { type AclTest, sampleOf } from './acl-test.ts';
import { implies } from './compare.ts';
import type { Alternative, Condition, Term } from './condition.ts';

/** Earlier conditions on numbers, addresses and parts of texts that are compared one by one. */
const compared = 40;

/** Longer patterns are looked up as they are. */
const longest = 200;

/** Patterns that one sample is compared with in one way, and the lengths that they have. */
interface Patterns {
  readonly byText: Map<string, Directive>;
  readonly lengths: Set<number>;
}

/** What earlier rules of a list have decided: later ones are looked up in it, not compared with each. */
export class Decided {
  private exact: Map<string, Directive> | undefined;
  private patterns: Map<string, Patterns> | undefined;
  private heads: Set<string | undefined> | undefined;
  private readonly ends = new Ends();
  private unread: { readonly term: Term; readonly directive: Directive }[] | undefined;
  private ranges: { readonly term: Term; readonly directive: Directive }[] | undefined;

  /** Notes that a rule decides whatever one of the alternatives holds for. */
  add(alternatives: readonly Alternative[], directive: Directive): void {
    for (const terms of alternatives) {
      this.exact ??= new Map();
      this.exact.set(keyOf(terms), directive);
      const [term] = terms;
      if (terms.length > 1 || !term || term.negated) continue;
      this.unread ??= [];
      this.unread.push({ term, directive });
      this.heads ??= new Set();
      this.heads.add(term.head);
      this.ends.add(term);
    }
  }

  /** Reads what was added: most lists are never asked for more than the texts of their terms. */
  private read(): void {
    for (const { term, directive } of this.unread?.splice(0) ?? []) {
      if (term.tests) this.addTests(term, term.tests, directive);
    }
  }

  private addTests(term: Term, tests: readonly AclTest[], directive: Directive): void {
    // A part of a text cannot be looked up as its start or end can.
    if (tests.some(({ method }) => method === 'int' || method === 'ip' || method === 'sub' || method === 'dom')) {
      this.ranges ??= [];
      if (this.ranges.length < compared) this.ranges.push({ term, directive });
      return;
    }
    for (const test of tests) {
      const { method, insensitive } = test;
      if (method !== 'str' && method !== 'beg' && method !== 'end') continue;
      for (const { value, known } of test.patterns) {
        if (!known) continue;
        const text = insensitive ? value.toLowerCase() : value;
        const key = `${insensitive} ${method} ${sampleOf(test)}`;
        this.patterns ??= new Map();
        const alike = this.patterns.get(key) ?? { byText: new Map(), lengths: new Set() };
        this.patterns.set(key, alike);
        if (!alike.byText.has(text)) alike.byText.set(text, directive);
        alike.lengths.add(text.length);
      }
    }
  }

  /** The rule that has decided whenever all these terms hold. */
  find(terms: Alternative): Directive | undefined {
    const { exact } = this;
    if (!exact) return undefined;
    const same = exact.get(keyOf(terms));
    if (same) return same;
    for (const term of terms) {
      const found = (terms.length > 1 && exact.get(keyOfTerm(term))) || (!term.negated && this.findWider(term));
      if (found) return found;
    }
    return undefined;
  }

  private findWider(term: Term): Directive | undefined {
    const { heads } = this;
    if (!heads?.has(term.head) || !this.ends.mayCover(term.asked)) return undefined;
    this.read();
    const { tests } = term;
    if (!tests || tests.length === 0) return undefined;
    const ofRange = this.ranges?.find((earlier) => implies(term, earlier.term));
    if (ofRange) return ofRange.directive;
    if (!this.patterns) return undefined;
    let found: Directive | undefined;
    for (const test of tests) {
      if (test.open || test.patterns.length === 0) return undefined;
      for (const { value } of test.patterns) {
        found = this.findPattern(test, value);
        if (!found) return undefined;
      }
    }
    return found;
  }

  private findPattern(test: AclTest, value: string): Directive | undefined {
    const { method, insensitive } = test;
    if (method !== 'str' && method !== 'beg' && method !== 'end') return undefined;
    const sample = sampleOf(test);
    const isCaseless = value === value.toUpperCase() && value === value.toLowerCase();
    for (const folded of insensitive && !isCaseless ? [true] : [true, false]) {
      const text = folded ? value.toLowerCase() : value;
      const alike = (kind: string): Patterns | undefined => this.patterns?.get(`${folded} ${kind} ${sample}`);
      const same = alike(method)?.byText.get(text);
      if (same) return same;
      const wider =
        (method !== 'end' && findPart(alike('beg'), text, (length) => text.slice(0, length))) ||
        (method !== 'beg' && findPart(alike('end'), text, (length) => text.slice(text.length - length)));
      if (wider) return wider;
    }
    return undefined;
  }
}

/** So many letters of a pattern's beginning and end are compared before the tests are read. */
const lettersCompared = 3;

/** How the patterns of earlier rules begin and end: a text that does neither way is not covered by any of them. */
class Ends {
  private known: Set<string> | undefined;
  private hasOthers = false;

  add({ asked, keywords }: Term): void {
    this.known ??= new Set();
    // HAProxy's own names have patterns that no line holds, and some methods look into the middle of a text.
    if (asked.length === 0 || keywords?.every((keyword) => !inside.test(keyword)) !== true) this.hasOthers = true;
    for (let at = 0; at < asked.length; at++) {
      const pattern = (asked[at] ?? '').toLowerCase();
      if (isOther.test(pattern)) this.hasOthers = true;
      this.known.add(`^${pattern.slice(0, lettersCompared)}`);
      this.known.add(`$${pattern.slice(-lettersCompared)}`);
    }
  }

  /** False where some pattern is like none of the earlier ones. */
  mayCover(asked: readonly string[]): boolean {
    const { known } = this;
    if (this.hasOthers || !known) return true;
    for (let at = 0; at < asked.length; at++) {
      const text = (asked[at] ?? '').toLowerCase();
      // Flags are no patterns, and what stands behind them may be none.
      if (text.startsWith('-')) return true;
      let isLike = false;
      for (let length = Math.min(lettersCompared, text.length); length >= 0 && !isLike; length--) {
        isLike = known.has(`^${text.slice(0, length)}`) || known.has(`$${length === 0 ? '' : text.slice(-length)}`);
      }
      if (!isLike) return false;
    }
    return true;
  }
}

/** Methods that look into the middle of a text. */
const inside = /_(?:dir|dom|len|reg|sub)\b/;
/** Numbers, addresses and comparisons are compared by what they mean. */
const isOther = /^(?:[\d:.[]|0x|(?:eq|ge|gt|le|lt|dir|dom|ip|int|len|reg|sub)$)/;

/** The shortest pattern that is the part of a text which has its length. */
function findPart(known: Patterns | undefined, text: string, part: (length: number) => string): Directive | undefined {
  if (!known) return undefined;
  for (let length = 0; length <= Math.min(text.length, longest); length++) {
    const found = known.lengths.has(length) ? known.byText.get(part(length)) : undefined;
    if (found) return found;
  }
  return undefined;
}

function keyOf(terms: Alternative): string {
  const [first, second] = terms;
  if (!first) return '';
  const one = keyOfTerm(first);
  if (!second) return one;
  if (terms.length > 2) return [...new Set(terms.map(keyOfTerm))].sort().join(' ');
  const other = keyOfTerm(second);
  if (one === other) return one;
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

function keyOfTerm({ negated, text }: Term): string {
  return negated ? `!${text}` : text;
}

/** The alternatives in which a rule applies, also of `unless`; undefined where that takes more than to turn terms round. */
export function applying({ alternatives, unless }: Condition): readonly Alternative[] | undefined {
  if (!unless) return alternatives;
  const [first] = alternatives;
  if (alternatives.length === 1 && first) return first.map((term) => [term.turned()]);
  return alternatives.every(({ length }) => length === 1)
    ? [alternatives.flat().map((term) => term.turned())]
    : undefined;
}
