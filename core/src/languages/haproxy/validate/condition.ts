import { didYouMean, guessOf } from '../../../base/nearest.ts';
import { type Table, table } from '../../../base/table.ts';
import { compareVersions } from '../../../base/version.ts';
import { commentOf } from './comment.ts';
import type { DirectiveLine } from './line.ts';
import { matchMethods, matchType, patternFault } from './pattern.ts';
import { type EvaluationPoints, placeNames } from './places.ts';
import { castable, noteUses, readArguments, readSample, type SampleResult } from './sample.ts';
import { argumentsFault } from './sample-arguments.ts';

/** ACLs that exist without being declared, with the fetch that each one asks. */
const builtin: ReadonlyMap<string, string> = new Map(
  [
    'always_true=TRUE',
    'always_false=FALSE',
    'src=LOCALHOST',
    'req.proto_http=HTTP',
    'req.ver=HTTP_1.0 HTTP_1.1 HTTP_2.0 HTTP_3.0',
    'req.hdr_val=HTTP_CONTENT',
    'url=HTTP_URL_ABS HTTP_URL_SLASH HTTP_URL_STAR',
    'method=METH_CONNECT METH_DELETE METH_GET METH_HEAD METH_OPTIONS METH_POST METH_PUT METH_TRACE',
    'req.rdp_cookie_cnt=RDP_COOKIE',
    'req.len=REQ_CONTENT',
    'wait_end=WAIT_END',
  ].flatMap((text) => {
    const [fetch = '', names = ''] = text.split('=');
    return names.split(' ').map((name) => [name, fetch] as const);
  }),
);

/** The places at which the fetch of an ACL works; all of them when it is not known. */
export function fetchPlaces(text: string, { context: { facts } }: Pick<DirectiveLine, 'context'>): EvaluationPoints {
  const name = /^[A-Za-z0-9_.+-]*/.exec(text)?.[0] ?? '';
  return facts.fetches.get(facts.acls.get(name)?.fetch ?? name)?.validity ?? -1;
}

/** HAProxy warns once for a condition that asks for what is not there at that time. */
function warnMisplaced(line: DirectiveLine, at: number, name: string, places: EvaluationPoints): true {
  if (line.conditionPlaces === 0 || !line.known(at) || (places & line.conditionPlaces) !== 0) return true;
  const said = line.issues.some(({ message }) => message.endsWith(neverMatches));
  if (said) return true;
  return line.warn(
    'invalid-condition',
    at,
    `"${name}" gives nothing in ${placeNames(line.conditionPlaces)} rules: ${neverMatches}`,
  );
}

const neverMatches = 'HAProxy warns that this condition never matches.';

/** Checks the terms of a condition, from the word after `if` or `unless` to the end of the line. */
export function checkCondition(line: DirectiveLine, first: number): boolean {
  const count = line.length;
  for (let at = first; at < count; at++) {
    if (!line.known(at)) continue;
    const word = line.value(at).replace(/^!+/, '');
    if (word === '' || word === '||' || word.toLowerCase() === 'or') {
      if (line.value(at) === '') return true;
      continue;
    }
    if (word === '{') {
      const close = findClose(line, at + 1);
      if (close === undefined) {
        return line.error('invalid-condition', at, neverClosed(line));
      }
      if (!checkAclExpression(line, at + 1, close)) return false;
      warnMisplaced(line, at + 1, line.value(at + 1), fetchPlaces(line.value(at + 1), line));
      at = close;
    } else if (!checkAclName(line, at, word)) return false;
  }
  return true;
}

/** A `#` outside of quotes starts a comment even within a word, and takes the closing brace along. */
function neverClosed({ text }: DirectiveLine): string {
  const comment = text.includes('#') && commentOf(text);
  return comment
    ? `The "{" of this condition is never closed: "#" starts a comment here and cuts off "${clip(comment)}". Quote the word with "#", or write "\\#".`
    : 'The "{" of this condition is never closed: "}" must stand as a word of its own, with blanks around it.';
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function findClose(line: DirectiveLine, first: number): number | undefined {
  for (let at = first; at < line.length; at++) {
    if (!line.known(at)) continue;
    if (line.value(at) === '}') return at;
    if (line.value(at) === '') return undefined;
  }
  return undefined;
}

function checkAclName(line: DirectiveLine, at: number, name: string): boolean {
  const proxy = line.context.proxy;
  line.needsAcls ||= !builtin.has(name);
  const declared = proxy?.acls.get(name);
  if (declared !== undefined) return warnMisplaced(line, at, name, declared);
  const own = builtin.get(name);
  if (own !== undefined) return proxy?.aclsKnown ? warnMisplaced(line, at, name, fetchPlaces(own, line)) : true;
  if (!proxy?.aclsKnown) return true;
  const operator = operatorFault(name);
  if (operator !== undefined) return line.error('invalid-condition', at, operator);
  const brace = /[{}]/.test(name) ? ' The braces of an anonymous ACL need blanks around them.' : '';
  const meant = proxy.acls.nearest(name, builtin);
  const guess = meant === undefined || brace ? undefined : { word: name, meant };
  const help = brace || didYouMean(guess) || ' Declare it with "acl" above this line.';
  return line.error('undefined-acl', at, `There is no ACL "${name}" in this section.${help}`, guess);
}

/** What other languages write between and around conditions, and HAProxy takes for the name of an ACL. */
function operatorFault(name: string): string | undefined {
  const side = 'conditions that stand side by side must all be true, and "||" or "or" stands between alternatives';
  if (/^(?:and|&{1,2}|,|\+|then)$/i.test(name)) {
    return `HAProxy takes "${name}" for the name of an ACL and refuses the line: leave it out, ${side}.`;
  }
  if (name === '|')
    return `HAProxy takes "|" for the name of an ACL and refuses the line: alternatives have "||" or "or" between them.`;
  if (/^not$/i.test(name))
    return `HAProxy takes "${name}" for the name of an ACL and refuses the line: write "!" before the condition.`;
  if (/^(?:if|unless)$/.test(name)) {
    return `HAProxy takes "${name}" for the name of an ACL and refuses the line: "if" or "unless" stands once, before all conditions.`;
  }
  if (/^[([]|[)\]]$/.test(name)) {
    return `HAProxy has no parentheses in conditions and refuses "${name}": ${side}. Write each alternative in full.`;
  }
  const glued = /&&?|\|\|?|[,;]/.exec(name)?.[0];
  if (glued === undefined) return undefined;
  return `HAProxy takes "${name}" for the name of one ACL and refuses the line: without "${glued}", ${side}; each is a word of its own.`;
}

/** Checks an ACL's fetch, flags and patterns, in words `first` to `end` (exclusive). */
export function checkAclExpression(line: DirectiveLine, first: number, end: number): boolean {
  if (!line.known(first)) return true;
  const { facts, luaLoaded } = line.context;
  const words = line.values.slice(first, end);
  const text = words[0] ?? '';
  if (first >= end || text === '') {
    return line.error('invalid-condition', first, 'The ACL is empty: a fetch such as "path_beg" or "src" is missing.');
  }
  const name = /^[A-Za-z0-9_.+-]*/.exec(text)?.[0] ?? '';
  const keyword = facts.acls.get(name);
  const sample = keyword
    ? readKeyword(text, name, keyword.fetch, line)
    : readSample(words, 0, facts, luaLoaded, false, line);
  if (sample.error) {
    const id = sample.error.includes('this condition') ? 'invalid-condition' : 'invalid-sample';
    return line.error(id, first, `The ACL cannot be read: ${sample.error}.`);
  }
  const method = keyword && sample.plain ? keyword.match : defaultMethod(sample.type);
  // Words of an expression that follow its first one are converters.
  const patterns = first + (keyword ? 1 : sample.next);
  return checkPatterns(line, { first, patterns, end, method, type: sample.type, dotted: /(?:ver|_ver)$/.test(name) });
}

function readKeyword(text: string, name: string, fetch: string, line: DirectiveLine): SampleResult {
  const { facts, luaLoaded } = line.context;
  const about = facts.fetches.get(fetch);
  const args = readArguments(text, name.length, about);
  const wrong = args.error ?? argumentsFault(fetch, args.values, facts.version);
  if (wrong) return { error: `in "${name}": ${wrong}`, type: '', next: 0, at: 0, plain: true };
  const tail = text.slice(args.end);
  if (about && (tail === '' || /^,+$/.test(tail))) noteUses(name, about, args.values, line);
  if (tail === '' || /^,+$/.test(tail)) return { type: about?.output ?? '', next: 0, at: 0, plain: true };
  if (!tail.startsWith(','))
    return { error: `a comma is missing after "${name}"`, type: '', next: 0, at: 0, plain: true };
  return readSample([`${fetch}${text.slice(name.length)}`], 0, facts, luaLoaded, false, line);
}

function defaultMethod(type: string): string {
  return defaultMethods.get(type) ?? '';
}

const defaultMethods: Table<string> = table({
  bool: 'bool',
  sint: 'int',
  addr: 'ip',
  ipv4: 'ip',
  ipv6: 'ip',
  str: 'str',
});

interface Patterns {
  readonly first: number;
  readonly patterns: number;
  readonly end: number;
  readonly method: string;
  readonly type: string;
  readonly dotted: boolean;
}

/** Up to 3.3 the last one counts, and later versions refuse it. */
function noteSecondMethod(line: DirectiveLine, at: number): boolean {
  if (compareVersions(line.context.facts.version, [3, 4]) >= 0) {
    return line.error('invalid-condition', at - 1, '"-m" may be given once.');
  }
  line.warn(
    'invalid-condition',
    at - 1,
    `Only this "-m ${line.value(at)}" counts: a second method takes the place of the first. Keep the one that is meant; HAProxy 3.4 refuses two.`,
  );
  return true;
}

function checkPatterns(line: DirectiveLine, about: Patterns): boolean {
  let { method } = about;
  let at = about.patterns;
  let forced = false;
  let loaded = false;
  // What a variable holds was a string for the older versions.
  const needsMethod =
    compareVersions(line.context.facts.version, [2, 6]) >= 0 && method === '' && /^(?:bin|any|meth)$/.test(about.type);
  const missing = (): false =>
    line.error(
      'invalid-condition',
      about.first,
      'What this fetch gives can be compared in several ways: choose one with "-m", as in "-m str".',
    );
  if (at >= about.end && !needsMethod && about.type !== '' && about.type !== 'bool') {
    line.warn(
      'invalid-condition',
      about.first,
      `This never matches: nothing stands behind "${line.value(about.first)}" that it could be compared with. HAProxy warns.`,
    );
  }
  for (; at < about.end && line.known(at) && line.value(at).startsWith('-'); at++) {
    const flag = line.value(at);
    if (flag === '--') {
      at++;
      break;
    }
    if (flag === '-i' || flag === '-n' || flag === '-M') continue;
    if (flag === '-u') {
      at++;
      if (!line.known(at)) return true;
      if (!/^-?\d+$/.test(line.value(at))) {
        return line.error('invalid-value', at, '"-u" needs a number: the id of this ACL.');
      }
    } else if (flag === '-f') {
      if (needsMethod && method === '') return missing();
      loaded = true;
      at++;
    } else if (flag === '-m') {
      at++;
      if (!line.known(at)) return true;
      const name = line.value(at);
      if (loaded) return line.error('invalid-condition', at - 1, '"-m" must stand before "-f".');
      if (forced && !noteSecondMethod(line, at)) return false;
      if (!matchMethods.has(name)) {
        const guess = guessOf(name, matchMethods);
        return line.error(
          'invalid-value',
          Math.min(at, about.end - 1),
          `There is no matching method "${name}".${didYouMean(guess)}`,
          guess,
        );
      }
      if (name !== 'found' && !castable(about.type, matchType(name))) {
        return line.error('invalid-condition', at, `Method "${name}" does not fit what this fetch gives.`);
      }
      forced = true;
      method = name;
    } else {
      return line.error(
        'invalid-condition',
        at,
        `"${flag}" is not a flag of an ACL. Put "--" before a pattern that starts with "-".`,
      );
    }
  }
  if (needsMethod && method === '') return missing();
  for (; at < about.end; at++) {
    if (!line.known(at)) continue;
    const fault = patternFault(line.value(at), method, about.dotted);
    if (fault) return line.error('invalid-value', at, `The pattern does not fit: ${fault}.`);
  }
  return true;
}
