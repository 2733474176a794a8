import type { Directive } from '../config.ts';
import { type AclTest, isFolded, isHost } from './acl-test.ts';

/** What a rule makes of a part of a request. */
export interface Rewrite {
  readonly directive: Directive;
  readonly part: 'path' | 'host';
  /** How the new value begins. */
  readonly start: string;
  /** It is all of the new value. */
  readonly whole: boolean;
  /** How the old value has to begin for the rule to do anything; undefined where any will do, or where it is not known. */
  readonly from: string | undefined;
  /** Whether values that do not begin with `from` stay as they are. */
  readonly selective: boolean;
}

/** Reads a rule that gives a request another path or another host; undefined for others, and where nothing is known of it. */
export function rewriteOf(directive: Directive): Rewrite | undefined {
  const { keyword, args } = directive;
  if (keyword !== 'http-request') return undefined;
  const [action, one, two, three] = args;
  if (!action || !one?.known) return undefined;
  switch (action.value) {
    case 'set-path':
    case 'set-pathq':
    case 'set-uri':
      return setting(directive, 'path', one.value);
    case 'replace-path':
    case 'replace-pathq':
    case 'replace-uri':
      return two?.known && one.value.length < 200 ? replacing(directive, 'path', one.value, two.value) : undefined;
    case 'set-header':
      return one.value.toLowerCase() === 'host' && two?.known ? setting(directive, 'host', two.value) : undefined;
    case 'replace-header':
    case 'replace-value':
      if (one.value.toLowerCase() !== 'host' || !two?.known || !three?.known) return undefined;
      return replacing(directive, 'host', two.value, three.value);
  }
  return undefined;
}

function setting(directive: Directive, part: Rewrite['part'], format: string): Rewrite | undefined {
  const replaced = /^%\[path,regsub\(\^?([^,]*),([^,)]*)(?:,[^)]*)?\)\]/.exec(format);
  if (replaced && part === 'path') {
    const from = literalStart(replaced[1] ?? '');
    return { directive, part, start: replaced[2] || '/', whole: false, from, selective: true };
  }
  const at = format.search(/%/);
  const start = at < 0 ? format : format.slice(0, at);
  if (start === '' || (part === 'path' && !start.startsWith('/'))) return undefined;
  return { directive, part, start: pathIn(start), whole: at < 0, from: undefined, selective: false };
}

function replacing(directive: Directive, part: Rewrite['part'], expression: string, text: string): Rewrite | undefined {
  const at = text.search(/[\\%]/);
  const start = at < 0 ? text : text.slice(0, at);
  if (start === '' || (part === 'path' && !start.startsWith('/'))) return undefined;
  const from = literalStart(expression.replace(/^\^/, ''));
  const takesAll = /^\^?\(?\/?\(?\.\*\)?\)?\$?$/.test(expression);
  return {
    directive,
    part,
    start: pathIn(start),
    whole: at < 0,
    from: takesAll ? undefined : from,
    selective: !takesAll,
  };
}

function pathIn(text: string): string {
  return text.split('?')[0] ?? text;
}

/** The letters that an expression starts with. */
function literalStart(expression: string): string {
  const plain = /^(?:[\w/~%@:,=&-]|\\[./-])*/.exec(expression)?.[0] ?? '';
  const next = expression.charAt(plain.length);
  const sure = /[?*{]/.test(next) ? plain.replace(/(?:\\.|.)$/, '') : plain;
  return sure.replace(/\\/g, '');
}

/** Whether a test looks at what a rule has rewritten, by its beginning or as a whole. */
export function looksAt({ part, whole }: Rewrite, test: AclTest): boolean {
  if (test.open || test.patterns.length === 0) return false;
  if (test.method !== 'str' && test.method !== 'beg' && !(whole && test.method === 'end')) return false;
  return part === 'path' ? test.fetch === 'path' && isFolded(test.converters) : isHost(test);
}

/**
 * Whether no value that a rule has made fits a test. Where the rule takes the beginning away that the test asks for, the
 * rest could begin so again, which nobody means.
 */
export function takesAway({ start, whole, from, part }: Rewrite, { patterns, method, insensitive }: AclTest): boolean {
  const fold =
    insensitive || part === 'host' ? (text: string): string => text.toLowerCase() : (text: string): string => text;
  const made = fold(start);
  return patterns.every((word) => {
    const pattern = fold(word.value);
    if (whole && method === 'end') return !made.endsWith(pattern);
    if (whole) return method === 'str' ? made !== pattern : !made.startsWith(pattern);
    if (made.startsWith(pattern)) return method === 'str' && part === 'host';
    if (!pattern.startsWith(made)) return true;
    // What is new begins like the pattern and goes on with what is not known.
    return (
      from !== undefined && method === 'beg' && pattern.length > 1 && fold(from).startsWith(pattern.replace(/\/$/, ''))
    );
  });
}

/** Whether a rule does anything to values that fit a test, as far as its own expression says. */
export function concerns({ from, selective }: Rewrite, { patterns }: AclTest): boolean {
  if (from === undefined || !selective) return true;
  return patterns.every(
    ({ value }) => from !== '' && (from.startsWith(value.replace(/\/$/, '')) || value.startsWith(from)),
  );
}
