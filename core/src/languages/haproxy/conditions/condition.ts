import { memoLatest } from '../../../base/memo.ts';
import type { Version } from '../../../base/version.ts';
import type { Word } from '../../../syntax/line.ts';
import { type Directive, directivesOf, type HaproxySection } from '../config.ts';
import { type AclTest, readAcl } from './acl-test.ts';

/** A part of a condition between its operators: a named ACL, or an anonymous one. */
export interface Term {
  readonly negated: boolean;
  /** It holds when one of these does; undefined where that is not known. */
  readonly tests: readonly AclTest[] | undefined;
  /** As written, without the negation: equal terms have equal texts. */
  readonly text: string;
  /** Its words, the negation among them. */
  readonly first: Word;
  readonly last: Word;
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

/** The tests behind each name that a section's `acl` lines declare, line by line; undefined ones are not known. */
export const aclsOf: (section: HaproxySection, version: Version) => ReadonlyMap<string, readonly Declared[]> =
  memoLatest((section: HaproxySection, version: Version) => {
    const found = new Map<string, Declared[]>();
    for (const directive of directivesOf(section, 'acl')) {
      const { args } = directive;
      const [name] = args;
      if (!name) continue;
      const declared = { directive, test: readAcl(args.slice(1), { haproxy: version }) };
      const known = found.get(name.value);
      if (known) known.push(declared);
      else found.set(name.value, [declared]);
    }
    return found;
  });

interface Declared {
  readonly directive: Directive;
  readonly test: AclTest | undefined;
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

/** The conditions of a section's rules, by the rule. */
export const conditionsOf: (section: HaproxySection, version: Version) => ReadonlyMap<Directive, Condition> =
  memoLatest((section: HaproxySection, version: Version) => {
    const found = new Map<Directive, Condition>();
    for (const keyword of conditionKeywords) {
      for (const directive of directivesOf(section, keyword)) {
        const condition = readCondition(section, directive, version);
        if (condition) found.set(directive, condition);
      }
    }
    return found;
  });

/** Every test of a section: those of its `acl` lines, and those in braces. */
export function eachTest(
  section: HaproxySection,
  version: Version,
  visit: (test: AclTest, directive: Directive) => void,
): void {
  for (const declared of aclsOf(section, version).values()) {
    for (const { test, directive } of declared) if (test) visit(test, directive);
  }
  for (const { directive, alternatives } of conditionsOf(section, version).values()) {
    for (const terms of alternatives) {
      for (const { text, tests } of terms) {
        if (text.startsWith('{')) for (const test of tests ?? []) visit(test, directive);
      }
    }
  }
}

function readCondition(section: HaproxySection, directive: Directive, version: Version): Condition | undefined {
  const { args } = directive;
  let at = args.findIndex(({ value }) => value === 'if' || value === 'unless');
  if (at < 0) return undefined;
  const unless = args[at]?.value === 'unless';
  const alternatives: Term[][] = [[]];
  let negated = false;
  let first: Word | undefined;
  for (at++; at < args.length; at++) {
    const word = args[at];
    if (!word) break;
    if (word.value === '||' || word.value.toLowerCase() === 'or') {
      alternatives.push([]);
      continue;
    }
    const bare = word.value.replace(/^!+/, '');
    if ((word.value.length - bare.length) % 2 === 1) negated = !negated;
    first ??= word;
    if (bare === '') continue;
    let term: Omit<Term, 'negated' | 'first'>;
    if (bare === '{') {
      let close = at + 1;
      while (close < args.length && args[close]?.value !== '}') close++;
      if (close === args.length) return undefined;
      const words = args.slice(at + 1, close);
      const test = readAcl(words, { haproxy: version });
      const text = `{ ${words.map(({ value }) => value).join(' ')} }`;
      const last = args[close] ?? word;
      const isKnown = words.every(({ known }) => known);
      term = { tests: test && [test], text: isKnown ? text : `{ ${at} ${directive.line} }`, last };
      at = close;
    } else term = { tests: testsNamed(section, bare, version), text: word.known ? bare : `$${at}`, last: word };
    alternatives.at(-1)?.push({ ...term, negated, first });
    negated = false;
    first = undefined;
  }
  return { directive, unless, alternatives };
}

/** Predefined ACLs that ask for one exact value. */
const methods = /^METH_(CONNECT|DELETE|GET|HEAD|OPTIONS|POST|PUT|TRACE)$/;

function testsNamed(section: HaproxySection, name: string, version: Version): readonly AclTest[] | undefined {
  const declared = aclsOf(section, version).get(name);
  if (declared) {
    const tests: AclTest[] = [];
    for (const { test } of declared) {
      if (!test) return undefined;
      tests.push(test);
    }
    return tests;
  }
  const method = methods.exec(name)?.[1];
  const text =
    name === 'TRUE'
      ? 'always_true'
      : name === 'FALSE'
        ? 'always_false'
        : method && (method === 'GET' ? 'method GET HEAD' : `method ${method}`);
  const test = text && readAcl(text.split(' ').map(unplaced), { haproxy: version });
  return test ? [test] : undefined;
}

function unplaced(value: string): Word {
  return { value, known: true, range: { start: 0, end: 0 } };
}
