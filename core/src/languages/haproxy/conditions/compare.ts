import { type AclTest, isHost, sampleOf } from './acl-test.ts';
import type { Alternative, Condition, Term } from './condition.ts';
import { type Range, rangesOf } from './ranges.ts';

/** More comparisons than this are not made: with so many patterns somebody's tool wrote them. */
const most = 400;

/** Samples of which there is one value at a time; of others, such as headers, each value is tried. */
const single =
  /^(?:base|be_id|be_name|dst|dst_port|fe_id|fe_name|method|path|pathq|query|req\.ssl_sni|req_ssl_sni|req\.ver|so_id|so_name|src|src_port|ssl_c_verify|ssl_fc|ssl_fc_alpn|ssl_fc_protocol|ssl_fc_sni|status|url|var)$/;

function isSingle(test: AclTest): boolean {
  return single.test(test.fetch) || isHost(test);
}

const textual: ReadonlySet<string> = new Set(['str', 'beg', 'end', 'sub', 'dom']);

/** Whether two terms, their negations left aside, can never hold together. */
export function exclude(a: Term, b: Term): boolean {
  if (!mayBeComparable(a, b)) return false;
  return everyPair(a, b, testsExclude);
}

/** Whether one term holds whenever another does, their negations left aside. */
export function implies(a: Term, b: Term): boolean {
  if (a.text === b.text) return true;
  if (!mayBeComparable(a, b)) return false;
  const { tests } = a;
  if (!tests || tests.length === 0 || !b.tests || tests.length * b.tests.length > most) return false;
  return tests.every((test) => b.tests?.some((wider) => testImplies(test, wider)));
}

/** A quick look at what two terms ask: only where it is the same their tests have to be read. */
function mayBeComparable(a: Term, b: Term): boolean {
  return a.head !== undefined && a.head === b.head;
}

function everyPair(a: Term, b: Term, holds: (a: AclTest, b: AclTest) => boolean): boolean {
  if (!a.tests?.length || !b.tests?.length || a.tests.length * b.tests.length > most) return false;
  return a.tests.every((one) => b.tests?.every((other) => holds(one, other)));
}

function isComparable(a: AclTest, b: AclTest): boolean {
  return (
    sampleOf(a) === sampleOf(b) &&
    isSingle(a) &&
    a.patterns.length > 0 &&
    b.patterns.length > 0 &&
    a.patterns.length * b.patterns.length <= most
  );
}

function testsExclude(a: AclTest, b: AclTest): boolean {
  if (a.open || b.open || !isComparable(a, b)) return false;
  const left = rangesOf(a);
  const right = rangesOf(b);
  if (left && right) return left.every((one) => right.every((other) => areApart(one, other)));
  if (!textual.has(a.method) || !textual.has(b.method)) return false;
  const fold = a.insensitive || b.insensitive;
  return valuesOf(a, fold).every((p) => valuesOf(b, fold).every((q) => textsExclude(a.method, p, b.method, q)));
}

function valuesOf({ patterns }: AclTest, fold: boolean): string[] {
  return patterns.map(({ value }) => (fold ? value.toLowerCase() : value));
}

function areApart(a: Range, b: Range): boolean {
  return a.family === b.family && (a.last < b.first || b.last < a.first);
}

/** No text fits both patterns. */
function textsExclude(a: string, p: string, b: string, q: string): boolean {
  if (a === 'str') return !fits(b, p, q);
  if (b === 'str') return !fits(a, q, p);
  if (a !== b) return false;
  if (a === 'beg') return !p.startsWith(q) && !q.startsWith(p);
  return a === 'end' && !p.endsWith(q) && !q.endsWith(p);
}

/** Whether a text fits a pattern. */
function fits(method: string, text: string, pattern: string): boolean {
  if (method === 'str') return text === pattern;
  if (method === 'beg') return text.startsWith(pattern);
  if (method === 'dom') return isPartBetween(text, pattern);
  return method === 'end' ? text.endsWith(pattern) : text.includes(pattern);
}

/** Whether a pattern stands in a text between dots, slashes and the like, or at an end of it. */
function isPartBetween(text: string, pattern: string): boolean {
  const wanted = pattern.replace(/^[/?.:]+|[/?.:]+$/g, '');
  if (wanted === '') return false;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const after = text.charAt(at + wanted.length);
    if ((at === 0 || /[/?.:]/.test(text.charAt(at - 1))) && (after === '' || /[/?.:]/.test(after))) return true;
  }
  return false;
}

function testImplies(a: AclTest, b: AclTest): boolean {
  if (a.open || !isComparable(a, b)) return false;
  const left = rangesOf(a);
  const right = rangesOf(b);
  if (left && right) {
    return left.every((one) =>
      right.some((wider) => wider.family === one.family && wider.first <= one.first && one.last <= wider.last),
    );
  }
  if (!textual.has(a.method) || !textual.has(b.method)) return false;
  const known = b.patterns.filter((word) => word.known);
  return a.patterns.every(({ value }) => {
    if (a.insensitive && !b.insensitive && value !== value.toUpperCase()) return false;
    const text = b.insensitive ? value.toLowerCase() : value;
    return known.some((word) =>
      covers(a.method, text, b.method, b.insensitive ? word.value.toLowerCase() : word.value),
    );
  });
}

/** Every text that fits the first pattern fits the second. */
function covers(a: string, p: string, b: string, q: string): boolean {
  if (a === 'str') return fits(b, p, q);
  if (b === 'sub') return p.includes(q);
  return a === b && (a === 'beg' ? p.startsWith(q) : a === 'end' && p.endsWith(q));
}

/** Two terms of an alternative that never hold together. */
export function contradiction(terms: Alternative): readonly [Term, Term] | undefined {
  // HAProxy takes these for names, and refuses the line.
  if (terms.some(({ text }) => text.length < 4 && /^(?:and|&&)$/i.test(text))) return undefined;
  for (let at = 1; at < Math.min(terms.length, 20); at++) {
    for (let before = 0; before < at; before++) {
      const a = terms[before];
      const b = terms[at];
      if (a && b && areContrary(a, b)) return [a, b];
    }
  }
  return undefined;
}

function areContrary(a: Term, b: Term): boolean {
  if (a.negated === b.negated) return !a.negated && exclude(a, b);
  return a.negated ? implies(b, a) : implies(a, b);
}

/** Two alternatives of one term each, one of which always holds; terms that all alternatives have in common are left aside. */
export function tautology(condition: Condition): readonly [Term, Term] | undefined {
  const alternatives = withoutCommon(condition.alternatives);
  const alone = alternatives.flatMap((terms) => (terms.length === 1 ? terms : [])).slice(0, 20);
  const pair = contradiction(alone.map((term) => term.turned()));
  return pair && [pair[0].turned(), pair[1].turned()];
}

function withoutCommon(alternatives: readonly Alternative[]): readonly Alternative[] {
  const [first, ...others] = alternatives;
  if (!first || first.length < 2 || others.length === 0 || alternatives.length > 20) return alternatives;
  const isIn = (terms: Alternative, { text, negated }: Term): boolean =>
    terms.some((term) => term.text === text && term.negated === negated);
  const common = first.slice(0, 20).filter((term) => others.every((terms) => terms.length <= 20 && isIn(terms, term)));
  if (common.length === 0) return alternatives;
  return alternatives.map((terms) => terms.filter((term) => !isIn(common, term)));
}

/** Whether all alternatives have a term in common. */
export function sharesTerms({ alternatives }: Condition): boolean {
  return withoutCommon(alternatives) !== alternatives;
}
