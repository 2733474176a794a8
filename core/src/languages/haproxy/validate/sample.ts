import { type NameList, nearest } from '../../../base/nearest.ts';
import { type Table, table } from '../../../base/table.ts';
import { isIpv4, isIpv6 } from './address-text.ts';
import type { Facts, SampleFunction } from './facts.ts';
import { placeNames } from './places.ts';
import { argumentsFault } from './sample-arguments.ts';
import { type UseSink, usesByType } from './uses.ts';

/** A sample expression that was read, up to where it ends. */
export interface SampleResult {
  readonly error?: string;
  /** The type that comes out; '' when it is not known (a Lua function, an unknown word). */
  readonly type: string;
  /** Index of the first word that is not part of it. */
  readonly next: number;
  /** Inside one word: where it stopped. */
  readonly at: number;
  /** The fetch by itself, with no converter behind it. */
  readonly plain: boolean;
}

const identifier = /^[A-Za-z0-9_.+-]*/;

/** To which types each type can be turned, beside `any`: HAProxy's table of casts. */
const casts: Table<string> = table({
  any: 'bool sint addr ipv4 ipv6 str bin meth',
  bool: 'bool sint str bin',
  sint: 'bool sint addr ipv4 ipv6 str bin',
  addr: 'addr ipv4 ipv6 str bin',
  ipv4: 'sint addr ipv4 ipv6 str bin',
  ipv6: 'addr ipv4 ipv6 str bin',
  str: 'bool sint addr ipv4 ipv6 str bin meth',
  bin: 'str bin meth',
  meth: 'str bin meth',
});

/** Whether a sample of one type can be used where another is needed. Unknown types can. */
export function castable(from: string, to: string): boolean {
  if (to === 'any' || from === '' || to === '' || from === 'any' || to === 'same') return true;
  return casts.get(from)?.split(' ').includes(to) ?? true;
}

/**
 * Reads a sample expression as `sample_parse_expr` does: a fetch with arguments and converters behind commas, or, an
 * old habit that still works, as words of their own. `inFormat` stops at the first foreign character (`%[…]`);
 * `places` are where the sample is taken, 0 for anywhere.
 */
export function readSample(
  words: readonly string[],
  first: number,
  facts: Facts,
  luaLoaded: boolean,
  inFormat = false,
  sink?: UseSink,
  places = 0,
): SampleResult {
  let next = first;
  let text = words[first] ?? '';
  let at = 0;
  const fail = (error: string): SampleResult => ({ error, type: '', next: next + 1, at, plain: false });
  const name = identifier.exec(text)?.[0] ?? '';
  if (name === '') return fail('a fetch is missing here');
  const fetch = facts.fetches.get(name);
  at = name.length;
  if (!fetch && !(luaLoaded && name.startsWith('lua.'))) return fail(unknown('fetch', name, facts.fetches));
  const misplaced = fetch && places !== 0 && (fetch.validity & places) === 0;
  const args = readArguments(text, at, fetch);
  if (args.error) return fail(`in "${name}": ${args.error}`);
  const refused = argumentsFault(name, args.values, facts.version);
  if (refused) return fail(`in "${name}": ${refused}`);
  if (fetch && sink) noteUses(name, fetch, args.values, sink);
  at = args.end;
  let type = fetch ? outputOf(name, fetch, args.values) : '';
  let plain = true;
  let last = name;
  const end = (behind: number, stop: number): SampleResult =>
    misplaced
      ? fail(`"${name}" gives nothing here: it is not to be had in ${placeNames(places)}`)
      : { type, next: behind, at: stop, plain };
  for (;;) {
    if (at < text.length && text[at] !== ',') {
      if (inFormat) break;
      return fail(`a comma is missing after "${last}"`);
    }
    while (text[at] === ',') at++;
    let fresh = false;
    if (at >= text.length) {
      if (inFormat) break;
      next++;
      text = words[next] ?? '';
      at = 0;
      fresh = true;
      if (text === '') return end(next, 0);
    }
    const word = identifier.exec(text.slice(at))?.[0] ?? '';
    const converter = facts.converters.get(word);
    if (!converter) {
      if (fresh) return end(next, 0);
      if (luaLoaded && word.startsWith('lua.')) {
        const skipped = readArguments(text, at + word.length, undefined);
        if (skipped.error) return fail(skipped.error);
        at = skipped.end;
        type = '';
        plain = false;
        last = word;
        continue;
      }
      return fail(
        word === '' ? 'a converter is missing after the comma' : unknown('converter', word, facts.converters),
      );
    }
    if (!castable(type, converter.input)) {
      return fail(
        `converter "${word}" takes ${typeName(converter.input)}, and what stands before it gives ${typeName(type)}`,
      );
    }
    at += word.length;
    const given = readArguments(text, at, converter);
    const wrong = given.error ?? argumentsFault(word, given.values, facts.version);
    if (wrong) return fail(`in "${word}": ${wrong}`);
    if (sink) noteUses(word, converter, given.values, sink);
    at = given.end;
    type = converter.output === 'same' ? type : converter.output;
    plain = false;
    last = word;
  }
  return end(next + 1, at);
}

function outputOf(name: string, fetch: SampleFunction, args: readonly string[]): string {
  // A variable holds what was stored; a table key has the table's type.
  return name === 'var' || args.length > 8 ? 'any' : fetch.output;
}

const typeNames: Table<string> = table({
  bool: 'a boolean',
  sint: 'an integer',
  addr: 'an address',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  str: 'a string',
  bin: 'binary data',
  meth: 'a method',
});

function typeName(type: string): string {
  return typeNames.get(type) ?? type;
}

function unknown(what: string, name: string, names: NameList): string {
  const guess = nearest(name, names);
  return `there is no ${what} "${name}"${guess ? `; did you mean "${guess}"?` : ''}`;
}

/** Names of proxies, tables and the like among the arguments. One that must be there and is not is the proxy's own. */
export function noteUses(name: string, about: SampleFunction, values: readonly string[], sink: UseSink): void {
  for (let index = 0; index < about.args.length; index++) {
    const kind = usesByType.get(about.args[index] ?? '');
    const value = values[index];
    if (kind === undefined || (value === undefined && index >= about.mandatory)) continue;
    sink.use(kind, value ?? '', value || name);
  }
}

interface Arguments {
  readonly values: readonly string[];
  readonly end: number;
  readonly error?: string;
}

/** Reads `(a,b,c)` as `make_arg_list` does. Without a description any arguments are taken. */
export function readArguments(text: string, start: number, about: SampleFunction | undefined): Arguments {
  const types = about?.args;
  const limit = types ? types.length : Number.POSITIVE_INFINITY;
  const mandatory = about?.mandatory ?? 0;
  const values: string[] = [];
  let at = start;
  const fail = (error: string): Arguments => ({ values, end: at, error });
  const open = text[at] === '(';
  if (!open) {
    // One argument may be left out altogether when an empty one will do.
    if (mandatory === 0) return { values, end: at };
    if (mandatory === 1 && emptyWillDo(types?.[0] ?? '')) return { values, end: at };
    return fail(`${mandatory === 1 ? 'an argument is' : `${mandatory} arguments are`} missing (${types?.join(', ')})`);
  }
  at++;
  if (limit > 0) {
    for (;;) {
      const argument = readArgument(text, at);
      at = argument.end;
      const type = types?.[values.length] ?? 'string';
      if (argument.value === '' && !emptyWillDo(type)) {
        if (values.length >= mandatory) break;
        return fail(`argument ${values.length + 1} (${type}) is empty`);
      }
      const wrong = argumentFault(argument.value, type);
      if (wrong) return fail(wrong);
      values.push(argument.value);
      if (text[at] !== ',' || values.length >= limit) break;
      at++;
    }
  }
  if (values.length < mandatory) return fail(`${mandatory} arguments are needed, ${values.length} given`);
  if (text[at] !== ')') {
    return fail(
      at >= text.length ? 'the closing parenthesis is missing' : `")" is expected before "${text.slice(at)}"`,
    );
  }
  return { values, end: at + 1 };
}

function readArgument(text: string, start: number): { value: string; end: number } {
  let at = start;
  let quote = '';
  let value = '';
  while (at < text.length) {
    const character = text.charAt(at);
    if (quote === '' && (character === ',' || character === ')')) break;
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === '\\' && quote !== "'" && /[\\ "']/.test(text.charAt(at + 1))) value += text.charAt(++at);
    else value += character;
    at++;
  }
  return { value, end: at };
}

function emptyWillDo(type: string): boolean {
  return !/^(?:integer|IPv[46]|delay|size|Protocol)/.test(type);
}

function argumentFault(value: string, type: string): string | undefined {
  const bad =
    (type === 'integer' && !/^[+-]?\d+$/.test(value)) ||
    (type === 'IPv4 address' && !isIpv4(value)) ||
    (type === 'IPv6 address' && !isIpv6(value)) ||
    (type === 'IPv4 mask' && !isIpv4(value) && !(/^\d{1,2}$/.test(value) && Number(value) <= 32)) ||
    (type === 'IPv6 mask' && !isIpv6(value) && !(/^\d{1,3}$/.test(value) && Number(value) <= 128));
  return bad ? `"${value}" is not of type ${type}` : undefined;
}
