import { memo } from '../../../base/memo.ts';
import { didYouMean, guessOf } from '../../../base/nearest.ts';
import { compareVersions } from '../../../base/version.ts';
import { isForOtherSide } from './action-sides.ts';
import { readType } from './argument.ts';
import type { Facts } from './facts.ts';
import { parseGrammar } from './grammar.ts';
import { actionGrammars, handMadeActions, redirectGrammar } from './grammar-actions.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { placesOf, placesOfAction } from './places.ts';
import { checkReply } from './replies.ts';
import { conditionsFault } from './sample-arguments.ts';
import { variableFault } from './variable.ts';

/** Checks a rule from its action on: `http-request <action> … [if …]`. `ruleset` is as in `tcp-request content`. */
export function checkRule(line: DirectiveLine, ruleset: string, at: number): void {
  if (!line.known(at)) return;
  const word = line.value(at);
  const { facts, proxy } = line.context;
  const names = actionsOf(facts).get(ruleset) ?? [];
  if (word === '') {
    line.error('missing-argument', at, `The action of "${ruleset}" is missing.`);
    return;
  }
  const name = nameOfAction(word, names);
  if (name === undefined) {
    if (line.context.luaLoaded && word.startsWith('lua.')) return;
    const guess = guessOf(word.replace(/\(.*/, ''), bareNames(names));
    line.error('unknown-keyword', at, `"${word}" is not an action of "${ruleset}".${didYouMean(guess)}`, guess);
    return;
  }
  line.conditionPlaces = placesOf(ruleset, proxy);
  line.places = placesOfAction(name, ruleset, proxy);
  if (isForOtherSide(line, name, at)) return;
  if (/^(?:un)?set-var/.test(name)) {
    if (word.startsWith('set-var-fmt') && name === 'set-var') {
      return void line.error('unknown-keyword', at, 'This version of HAProxy has no "set-var-fmt".');
    }
    if (!checkVariable(line, word, at)) return;
  }
  if (word.includes('(') && !word.endsWith(')') && !name.startsWith('sc-') && names.includes(`${name}*`)) {
    line.error('invalid-value', at, `The closing parenthesis of "${word}" is missing.`);
    return;
  }
  if (name === 'normalize-uri' || name === 'attach-srv') line.use('experimental', name, at);
  if (name === 'do-resolve' && !resolutionIsFine(line, word, at)) return;
  if (name === 'track-sc' && !counterIsFine(line, word, at)) return;
  if (name.startsWith('sc-') && !counterActionIsFine(line, word, at)) return;
  if (name === 'use-service' && !serviceIsFine(line, at + 1)) return;
  const grammar = actionGrammars.get(`${ruleset} ${name}`) ?? actionGrammars.get(name);
  if (grammar === undefined) {
    skipToCondition(line, at + 1);
    return;
  }
  const next = matchGrammar(line, parseGrammar(grammar), at + 1);
  if (next === undefined) return;
  if (name === 'track-sc' && line.value(next - 1) === 'table' && !line.context.proxy?.defaults) {
    return void line.error('missing-argument', next - 1, '"table" needs the name of a section with a stick table.');
  }
  if (name === 'track-sc' && line.value(next - 2) !== 'table') line.use('table', '', at);
  if (replying.has(name) && !checkReply(line, at + 1, next)) return;
  if (name === 'redirect' && !hasTarget(line, at + 1, next)) return;
  readType(line, 'if', [], next);
}

const replying: ReadonlySet<string> = new Set(['return', 'deny', 'tarpit']);

/** `redirect`: a rule of its own, whose target is taken as it is. */
export function checkRedirect(line: DirectiveLine): void {
  const next = matchGrammar(line, parseGrammar(redirectGrammar), 1);
  if (next !== undefined && hasTarget(line, 1, next)) readType(line, 'if', [], next);
}

function hasTarget(line: DirectiveLine, first: number, end: number): boolean {
  for (let at = first; at < end; at++) {
    if (!line.known(at) || /^(?:location|prefix|scheme)$/.test(line.value(at))) return true;
  }
  return line.error('missing-argument', first, 'A redirection needs "location", "prefix" or "scheme" with its target.');
}

/** `do-resolve(<variable>,<resolvers>[,ipv4|ipv6])`. */
function resolutionIsFine(line: DirectiveLine, word: string, at: number): boolean {
  const resolvers = /^do-resolve\([^,]+,([^,)]+)(?:,ipv[46])?\)/.exec(word)?.[1];
  if (resolvers === undefined) {
    return line.error(
      'invalid-value',
      at,
      `"${word}" needs a variable and a resolvers section: "do-resolve(txn.ip,dns)".`,
    );
  }
  line.use('resolvers', resolvers, at);
  return true;
}

/** `sc-inc-gpc0[(<counter>)]`, where the first counter needs no number, or `sc-inc-gpc(<index>,<counter>)`. */
function counterActionIsFine(line: DirectiveLine, word: string, at: number): boolean {
  // What stands behind the closing parenthesis is not looked at.
  const [, name = '', args] = /^([^(]*)(?:\(([^)]*)(?:\).*)?)?$/.exec(word) ?? [];
  const indexed = !/[01]$/.test(name);
  const closed = args === undefined || word.includes(')');
  if (closed && (args === undefined ? !indexed : (indexed ? /^\d+,\d+$/ : /^\d+$/).test(args))) {
    return args === undefined || counterIsFine(line, word, at);
  }
  const wanted = `${name}(${indexed ? '0,0' : '0'})`;
  return line.error('invalid-value', at, `"${word}" needs the number of a counter, as in "${wanted}".`);
}

/** Up to 2.6 the number of counters is built in; later ones have a setting for it. */
function counterIsFine(line: DirectiveLine, word: string, at: number): boolean {
  const last = 2;
  const digits = /(?<!\d)\d+(?=\)|$)/.exec(word)?.[0];
  if (digits === undefined) return line.error('invalid-value', at, `"${word}" needs the number of a counter.`);
  if (Number(digits) <= last) return true;
  if (compareVersions(line.context.facts.version, [2, 6]) > 0) {
    line.use('counter', digits, at);
    return true;
  }
  return line.error('invalid-value', at, `This version of HAProxy has the counters sc0 to sc${last} only.`);
}

/** The actions of each set of rules. */
const actionsOf = memo((facts: Facts): ReadonlyMap<string, readonly string[]> => {
  const sets = new Map([...handMadeActions].map(([ruleset, names]) => [ruleset, [...names]]));
  for (const line of facts.actions) {
    const blank = line.lastIndexOf(' ');
    sets.get(line.slice(0, blank))?.push(line.slice(blank + 1));
  }
  return sets;
});

/** Without the mark of those that stand for all names that begin so. */
const bareNames = memo((names: readonly string[]) => names.map((name) => name.replace(/\*$/, '')));

const namesOfActions = memo((_names: readonly string[]) => new Map<string, string>());
const keptNames = 500;

function nameOfAction(word: string, names: readonly string[]): string | undefined {
  const known = namesOfActions(names);
  const found = known.get(word);
  if (found !== undefined) return found;
  const name = matchName(word, names);
  if (name !== undefined && known.size < keptNames) known.set(word, name);
  return name;
}

/** The longest listed name that fits: an exact one, or one ending in `*` that the word starts with. */
function matchName(word: string, names: readonly string[]): string | undefined {
  if (names.includes(word)) return word;
  let best = '';
  for (const name of names) {
    if (!name.endsWith('*')) continue;
    const stem = name.slice(0, -1);
    if (word.startsWith(stem) && stem.length > best.length) best = stem;
  }
  return best === '' ? undefined : best;
}

/** `set-var(txn.name)` and its kin: the name of the variable, and the conditions behind it. */
export function checkVariable(line: DirectiveLine, word: string, at: number): boolean {
  const open = word.indexOf('(');
  const shown = open < 0 ? word : word.slice(0, open);
  if (!/^(?:set-var|set-var-fmt|unset-var)$/.test(shown) || open < 0 || !word.endsWith(')')) {
    return line.error(
      'invalid-value',
      at,
      `"${word}" needs the name of a variable in parentheses, as in "set-var(txn.name)".`,
    );
  }
  const [name = '', ...when] = word.slice(open + 1, -1).split(',');
  const fault = variableFault(name, line.context.facts.version) ?? conditionsFault(when);
  return fault === undefined || line.error('invalid-value', at, `${fault}.`);
}

function serviceIsFine(line: DirectiveLine, at: number): boolean {
  const name = line.value(at);
  const { facts, luaLoaded } = line.context;
  if (!line.known(at) || facts.services.has(name) || (luaLoaded && name.startsWith('lua.'))) return true;
  if (name === '') return line.error('missing-argument', at, 'The name of a service is missing.');
  const guess = guessOf(name, facts.services);
  return line.error('unknown-keyword', at, `There is no service "${name}".${didYouMean(guess)}`, guess);
}

function skipToCondition(line: DirectiveLine, first: number): void {
  for (let at = first; at < line.length; at++) {
    if (/^(?:if|unless)$/.test(line.value(at))) {
      readType(line, 'if', [], at);
      return;
    }
  }
}
