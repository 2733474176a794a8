import { memo } from '../../../base/memo.ts';
import type { Word } from '../../../syntax/line.ts';
import { type Directive, directivesOf, type HaproxySection } from '../config.ts';
import { type HaproxyLine, isKnownWord } from '../lexer.ts';
import { type AclTest, readAcl } from './acl-test.ts';
import { isPlainTest } from './plain.ts';

/** A part of a condition between its operators: a named ACL, or an anonymous one. */
export interface Term {
  readonly negated: boolean;
  /** As written, without the negation: equal terms have equal texts. */
  readonly text: string;
  /** The first words of its tests, `path_beg` and the like: they cost less than the tests. Undefined as those. */
  readonly keywords: readonly string[] | undefined;
  /**
   * The first letters of these without the `req.` of newer names, `hdr` or `pat`: only terms that share them can have
   * to do with each other. Undefined where they differ, or are not known.
   */
  readonly head: string | undefined;
  /** The text of its tests, blanks and all. */
  readonly source: string;
  /** The values of the words behind what its tests ask, flags and patterns: they cost less than the tests, too. */
  readonly asked: readonly string[];
  /** It holds when one of these does; undefined where that is not known. */
  readonly tests: readonly AclTest[] | undefined;
  /** Its words, the negation among them. */
  readonly first: Word;
  readonly last: Word;
  /** The same term, negated if it was not. */
  turned(): Term;
}

/** Terms that all have to hold. */
export type Alternative = readonly Term[];

/** The condition of a rule, which holds when one of its alternatives does. */
export interface Condition {
  readonly directive: Directive;
  /** The rule applies where the condition does not hold. */
  readonly unless: boolean;
  readonly alternatives: readonly Alternative[];
}

/** An `acl` line of a section. */
export interface AclLine {
  readonly directive: Directive;
  readonly line: HaproxyLine;
}

/** What an `acl` line tests; undefined where that is not known. */
export function testOf({ line }: AclLine): AclTest | undefined {
  return declared(line).test;
}

/** Equal lines are one object, and so are their tests. */
const declared = memo((line: HaproxyLine) => ({ test: readAcl(line.words.slice(2)) }));

/** What is read of a section, in one object: each thing that is kept by itself makes all others slower to find. */
interface Kept {
  acls: ReadonlyMap<string, readonly AclLine[]> | undefined;
  doubtful: readonly Doubtful[] | undefined;
  readonly conditions: Map<Directive, Condition>;
}

const keptOf = memo(
  (_section: HaproxySection): Kept => ({ acls: undefined, doubtful: undefined, conditions: new Map() }),
);

/** The `acl` lines of a section by the name that they declare. */
export function aclsOf(section: HaproxySection): ReadonlyMap<string, readonly AclLine[]> {
  const kept = keptOf(section);
  kept.acls ??= readAcls(section);
  return kept.acls;
}

function readAcls(section: HaproxySection): ReadonlyMap<string, readonly AclLine[]> {
  const found = new Map<string, AclLine[]>();
  for (const directive of directivesOf(section, 'acl')) {
    const name = directive.value(0);
    const line = section.syntax.lines[directive.line];
    if (name === undefined || !line) continue;
    const known = found.get(name);
    if (known) known.push({ directive, line });
    else found.set(name, [{ directive, line }]);
  }
  return found;
}

/** Keywords of the lines that may have a condition. */
export const conditionKeywords: readonly string[] = [
  'force-persist',
  'http-after-response',
  'http-request',
  'http-response',
  'ignore-persist',
  'monitor',
  'quic-initial',
  'redirect',
  'stats',
  'stick',
  'tcp-request',
  'tcp-response',
  'use-server',
  'use_backend',
];

/** The condition of a rule; undefined where it has none, or none that can be read. */
export function conditionOf(section: HaproxySection, directive: Directive): Condition | undefined {
  const line = section.syntax.lines[directive.line];
  const read = line && readCondition(line);
  if (!line || !read || read === none) return undefined;
  const known = keptOf(section).conditions;
  const found = known.get(directive);
  if (found) return found;
  const alternatives = read.alternatives.map((terms) =>
    terms.map((term) => new TermOfLine(section, line, term, term.negated)),
  );
  const condition = { directive, unless: read.unless, alternatives };
  known.set(directive, condition);
  return condition;
}

/** How many terms a rule's condition has: less than a look at them costs. */
export function termCountOf(section: HaproxySection, directive: Directive): number {
  const line = section.syntax.lines[directive.line];
  return line ? readCondition(line).count : 0;
}

/** Visits the lines of a section that may have a condition. */
export function eachRule(section: HaproxySection, visit: (directive: Directive) => void): void {
  for (let at = 0; at < conditionKeywords.length; at++) {
    for (const directive of directivesOf(section, conditionKeywords[at] ?? '')) visit(directive);
  }
}

/** Every test of a section of which something may be said: most are plainly right, and are passed over. */
export function eachTest(section: HaproxySection, visit: (test: AclTest, directive: Directive) => void): void {
  const kept = keptOf(section);
  kept.doubtful ??= doubtful(section);
  for (const { test, directive } of kept.doubtful) visit(test, directive);
}

interface Doubtful {
  readonly test: AclTest;
  readonly directive: Directive;
}

const nothing: readonly Doubtful[] = [];

function doubtful(section: HaproxySection): readonly Doubtful[] {
  let found: Doubtful[] | undefined;
  const add = (test: AclTest | undefined, directive: Directive): void => {
    if (!test) return;
    found ??= [];
    found.push({ test, directive });
  };
  for (const directive of directivesOf(section, 'acl')) {
    const line = section.syntax.lines[directive.line];
    if (!line || (line.certain && isPlainTest(line.values, 2, line.values.length))) continue;
    add(testOf({ directive, line }), directive);
  }
  eachRule(section, (directive) => {
    const line = section.syntax.lines[directive.line];
    if (!line?.text.includes('{')) return;
    for (const terms of readCondition(line).alternatives) {
      for (const term of terms) {
        const { inside, to } = term;
        if (inside === undefined || (line.certain && isPlainTest(line.values, inside, to))) continue;
        for (const test of testsIn(line, term) ?? []) add(test, directive);
      }
    }
  });
  return found ?? nothing;
}

/** A term where it stands in a line. Equal lines are one object, and so is what is read of them. */
interface ReadTerm {
  readonly negated: boolean;
  readonly text: string;
  /** Indexes of its first and last word. */
  readonly from: number;
  readonly to: number;
  /** Index behind the brace of an anonymous ACL. */
  readonly inside: number | undefined;
  /** Its test, once somebody has asked. */
  test: readonly AclTest[] | 'unread' | undefined;
}

interface ReadCondition {
  readonly unless: boolean;
  readonly count: number;
  readonly alternatives: readonly (readonly ReadTerm[])[];
}

const none: ReadCondition = { unless: false, count: 0, alternatives: [] };

const readCondition = memo((line: HaproxyLine): ReadCondition => {
  const { values } = line;
  let at = values.indexOf('if');
  const other = values.indexOf('unless');
  if (at < 0 || (other >= 0 && other < at)) at = other;
  if (at < 1) return none;
  const unless = at === other;
  const alternatives: ReadTerm[][] = [[]];
  let count = 0;
  let negated = false;
  let from: number | undefined;
  for (at++; at < values.length; at++) {
    const value = values[at] ?? '';
    if (value === '||' || (value.length === 2 && value.toLowerCase() === 'or')) {
      alternatives.push([]);
      continue;
    }
    let bangs = 0;
    while (value.charCodeAt(bangs) === exclamation) bangs++;
    if (bangs % 2 === 1) negated = !negated;
    from ??= at;
    if (bangs === value.length) continue;
    let text = bangs === 0 ? value : value.slice(bangs);
    let inside: number | undefined;
    if (text === '{') {
      inside = at + 1;
      at = values.indexOf('}', inside);
      if (at < 0) return none;
      text = values
        .slice(inside - 1, at + 1)
        .join(' ')
        .slice(bangs);
    }
    if (!line.certain && !areKnown(line, inside ?? at, at)) text = `${text} ${at}`;
    alternatives.at(-1)?.push({ negated, text, from, to: at, inside, test: 'unread' });
    count++;
    negated = false;
    from = undefined;
  }
  return { unless, count, alternatives };
});

const exclamation = 33;

function areKnown(line: HaproxyLine, from: number, to: number): boolean {
  for (let at = from; at <= to; at++) if (!isKnownWord(line, at)) return false;
  return true;
}

const noLines: readonly AclLine[] = [];

class TermOfLine implements Term {
  readonly negated: boolean;
  private readonly section: HaproxySection;
  private readonly line: HaproxyLine;
  private readonly read: ReadTerm;
  private knownHead: string | undefined;

  constructor(section: HaproxySection, line: HaproxyLine, read: ReadTerm, negated: boolean) {
    this.section = section;
    this.line = line;
    this.read = read;
    this.negated = negated;
    this.knownHead = '';
  }

  get text(): string {
    return this.read.text;
  }

  get first(): Word {
    return this.wordAt(this.read.from);
  }

  get last(): Word {
    return this.wordAt(this.read.to);
  }

  private wordAt(index: number): Word {
    return this.line.words[index] ?? unplaced('');
  }

  get keywords(): readonly string[] | undefined {
    const { inside, text } = this.read;
    if (inside !== undefined) return [this.line.values[inside] ?? ''];
    const lines = aclsOf(this.section).get(text);
    return lines ? lines.map(({ line }) => line.values[2] ?? '') : predefined(text)?.map(({ keyword }) => keyword);
  }

  get head(): string | undefined {
    if (this.knownHead === '') this.knownHead = this.findHead();
    return this.knownHead;
  }

  private findHead(): string | undefined {
    const { inside, text } = this.read;
    if (inside !== undefined) return headOf(this.line.values[inside] ?? '');
    const lines = aclsOf(this.section).get(text);
    const [first] = lines ?? [];
    if (!lines || !first) return text.startsWith('METH_') ? 'met' : this.keywords?.map(headOf)[0];
    const head = headOf(first.line.values[2] ?? '');
    return lines.length === 1 || lines.every(({ line }) => headOf(line.values[2] ?? '') === head) ? head : undefined;
  }

  get source(): string {
    const { inside, text } = this.read;
    if (inside !== undefined) return text;
    return (aclsOf(this.section).get(text) ?? []).map(({ line }) => line.text).join('');
  }

  get asked(): readonly string[] {
    const { inside, to, text } = this.read;
    if (inside !== undefined) return this.line.values.slice(inside + 1, to);
    const lines = aclsOf(this.section).get(text) ?? noLines;
    return lines.length === 1
      ? (lines[0]?.line.values.slice(3) ?? [])
      : lines.flatMap(({ line }) => line.values.slice(3));
  }

  get tests(): readonly AclTest[] | undefined {
    const { read } = this;
    return read.inside === undefined ? testsNamed(this.section, read.text) : testsIn(this.line, read);
  }

  turned(): Term {
    return new TermOfLine(this.section, this.line, this.read, !this.negated);
  }
}

/** What an anonymous ACL tests. */
function testsIn(line: HaproxyLine, read: ReadTerm): readonly AclTest[] | undefined {
  if (read.test === 'unread') {
    const test = readAcl(line.words.slice(read.inside, read.to));
    read.test = test && [test];
  }
  return read.test;
}

function headOf(keyword: string): string {
  const start = keyword.startsWith('req.') || keyword.startsWith('req_') ? 4 : 0;
  return keyword.slice(start, start + 3);
}

function testsNamed(section: HaproxySection, name: string): readonly AclTest[] | undefined {
  const lines = aclsOf(section).get(name);
  if (!lines) return predefined(name);
  const tests: AclTest[] = [];
  for (const line of lines) {
    const test = testOf(line);
    if (!test) return undefined;
    tests.push(test);
  }
  return tests;
}

const methods = /^METH_(CONNECT|DELETE|GET|HEAD|OPTIONS|POST|PUT|TRACE)$/;

/** What HAProxy declares itself, as far as it asks for one exact value or for nothing. */
function predefined(name: string): readonly AclTest[] | undefined {
  const fetch = others.get(name);
  const method = fetch === undefined && name.startsWith('METH_') ? methods.exec(name)?.[1] : undefined;
  const text = fetch ?? (method && (method === 'GET' ? 'method GET HEAD' : `method ${method}`));
  const test = text === undefined ? undefined : readAcl(text.split(' ').map(unplaced));
  return test ? [test] : undefined;
}

const others: ReadonlyMap<string, string> = new Map([
  ['TRUE', 'always_true'],
  ['FALSE', 'always_false'],
  ['HTTP', 'req.proto_http'],
  ['REQ_CONTENT', 'req.len gt 0'],
  ['RDP_COOKIE', 'req.rdp_cookie_cnt gt 0'],
  ['WAIT_END', 'wait_end'],
]);

function unplaced(value: string): Word {
  return { value, known: true, range: { start: 0, end: 0 } };
}
