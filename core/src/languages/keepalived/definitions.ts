import { memo } from '../../base/memo.ts';
import type { TextRange } from '../../base/text-range.ts';
import { activeText } from './conditions.ts';
import type { BlockSyntax } from './parser.ts';
import { repeatedLine } from './repeats.ts';

/** The lines of every definition so far; one that cannot be known stays out of the table. */
export type DefinedLines = Map<string, string[]>;

/** The lines of definitions by name. */
export interface Definitions {
  /** 0 only where there is none. */
  readonly size: number;
  get(name: string): readonly string[] | undefined;
}

/** Definitions where the reading stands. */
export interface DefinitionState {
  readonly definitions: DefinedLines;
  /** The definition whose lines end in `\`: its last ones are still to come. */
  pending: string | undefined;
  /** They have grown beyond all measure, and are put in no more. */
  full?: boolean;
}

/** A line to be read, with where a finding in it belongs; undefined: where its words stand. */
export interface SourceLine {
  readonly text: string;
  readonly offset: number;
  /** Set when the text came out of a definition: everything in it belongs to this place. */
  readonly place?: TextRange;
}

const start = /^\s*\$(\w+)=(.*)$/s;

/** Takes a line that defines something or goes on with a definition and returns its name; undefined for any other. */
export function define(state: DefinitionState, raw: string): string | undefined {
  const { pending, definitions } = state;
  if (pending === undefined && !raw.includes('$')) return undefined;
  const text = withoutLineEnd(raw);
  const head = pending === undefined ? start.exec(text) : null;
  const name = pending ?? head?.[1];
  if (name === undefined) return undefined;
  const body = head ? (head[2] ?? '') : text;
  const code = body.trimEnd();
  const goesOn = code.endsWith('\\');
  const line = withoutComment(goesOn ? code.slice(0, -1) : body).trim();
  const lines = (pending === undefined ? undefined : definitions.get(name)) ?? [];
  if (line !== '') lines.push(line);
  definitions.set(name, lines);
  state.pending = goesOn ? name : undefined;
  return name;
}

/** A line without the LF and CRs at its end. */
export function withoutLineEnd(line: string): string {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === 10 || line.charCodeAt(end - 1) === 13)) end--;
  return line.slice(0, end);
}

function withoutComment(text: string): string {
  const code = text.slice(0, codeEnd(text));
  return code.includes('\\') ? code.replace(/("[^"]*")|\\([#!])/g, (_, quoted, mark) => quoted ?? mark) : code;
}

/** Where a comment starts, or a quote that is never closed. */
function codeEnd(text: string): number {
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === '#' || character === '!') return at;
    if (character === '"') {
      const close = text.indexOf('"', at + 1);
      if (close < 0) return at;
      at = close;
    } else if (character === '\\') at++;
    at++;
  }
  return text.length;
}

/** The variable of a repeated line keeps its last value. Returns the names that this sets. */
export function defineRepeated(state: DefinitionState, text: string): readonly string[] {
  const repeated = state.pending === undefined ? repeatedLine(text) : undefined;
  if (!repeated) return [];
  for (const name of repeated.names) {
    const last = repeated.last.get(name);
    if (last !== undefined) state.definitions.set(name, [last]);
  }
  return repeated.names;
}

/** A name without braces counts when a blank, a comma, a closing parenthesis or the line's end follows. */
const use = /\$(?:\{([A-Za-z_]\w*)(?: +\w+)*\}|([A-Za-z_]\w*)(?=[\s,)]|$))/g;
/** What keepalived itself defines, where it is the same everywhere: both start a comment. */
const marks: ReadonlyMap<string, readonly string[]> = new Map([
  ['_HASH', ['#']],
  ['_BANG', ['!']],
]);
/** Limits of what a line may grow to; real ones stay far below. */
const deepest = 8;
const mostLines = 2000;
const longest = 20_000;

/** The line without its conditions; undefined when it does not hold. */
type Conditions = (text: string) => string | undefined;

/**
 * Puts definitions in; several lines when one of several lines is used. Nested ones are put in as well, to a depth; a
 * definition does not hold itself. What comes out of a definition may start with a condition or be repeated.
 */
export function expand(
  definitions: Definitions,
  line: SourceLine,
  conditions: Conditions = (text) => text,
): readonly SourceLine[] {
  if (!line.text.includes('$') || (definitions.size === 0 && !line.text.includes('_'))) return [line];
  if (line.text.length > longest) return [line];
  const lines: SourceLine[] = [];
  return expandInto({ lines, conditions, length: 0 }, definitions, line, noNames, 0) ? lines : [line];
}

const noNames: ReadonlySet<string> = new Set();

interface Expansion {
  readonly lines: SourceLine[];
  readonly conditions: Conditions;
  /** How many characters were put in, at every depth. */
  length: number;
}

/** False when it grows beyond all measure. */
function expandInto(
  into: Expansion,
  definitions: Definitions,
  line: SourceLine,
  within: ReadonlySet<string>,
  depth: number,
): boolean {
  const used = new Set<string>();
  let added = 0;
  const text = line.text.replace(use, (whole, braced: string | undefined, plain: string | undefined, at: number) => {
    const name = braced ?? plain ?? '';
    if (added > longest) return '';
    const body = within.has(name) ? undefined : (definitions.get(name) ?? marks.get(name));
    // What has parameters, such as ${_RANDOM 1 6} or ${_ENV NAME}, is chosen at run time: without the braces it is one unknown word.
    if (!body) return braced !== undefined && whole.includes(' ') ? `$${name}` : whole;
    // One of several lines is put in at the end of a line only.
    if (body.length > 1 && !/^\s*(?:[#!]|$)/.test(line.text.slice(at + whole.length))) return whole;
    used.add(name);
    added += lengthOf(body);
    return added > longest ? '' : body.join('\n');
  });
  into.length += added;
  if (added > longest || text.length > longest || into.length > mostLength || depth > deepest) return false;
  if (used.size === 0) return into.lines.push(text === line.text ? line : { ...line, text }) <= mostLines;
  const begin = line.text.search(/\S/);
  const place = line.place ?? {
    start: line.offset + Math.max(0, begin),
    end: line.offset + line.text.trimEnd().length,
  };
  const inner = new Set([...within, ...used]);
  return text.split('\n').every((part) => {
    const active = into.conditions(part);
    if (active === undefined) return true;
    const repeated = repeatedLine(active);
    const known = repeated ? without(definitions, repeated.names) : definitions;
    return expandInto(into, known, { text: repeated?.rest ?? active, offset: line.offset, place }, inner, depth + 1);
  });
}

/** Definitions that double at every depth grow in depth and not in length. */
const mostLength = 10 * longest;

function lengthOf(lines: readonly string[]): number {
  let length = lines.length;
  for (const line of lines) {
    length += line.length;
    if (length > longest) break;
  }
  return length;
}

/** Definitions with others before them, which hide those of the same name: undefined ones are not known. */
class Layer implements Definitions {
  readonly size: number;
  readonly #below: Definitions;
  readonly #own: ReadonlyMap<string, readonly string[] | undefined>;

  constructor(below: Definitions, own: ReadonlyMap<string, readonly string[] | undefined>) {
    this.size = below.size + own.size;
    this.#below = below;
    this.#own = own;
  }

  get(name: string): readonly string[] | undefined {
    return this.#own.has(name) ? this.#own.get(name) : this.#below.get(name);
  }
}

/** Definitions without those of some names, which then stand for values that nobody knows. */
export function without(definitions: Definitions, names: readonly string[]): Definitions {
  const known = names.filter((name) => definitions.get(name) !== undefined);
  return known.length === 0 ? definitions : new Layer(definitions, new Map(known.map((name) => [name, undefined])));
}

/** Definitions and the values of some variables. */
export function withValues(definitions: Definitions, values: ReadonlyMap<string, string>): Definitions {
  if (values.size === 0) return definitions;
  return new Layer(definitions, new Map([...values].map(([name, value]) => [name, [value]])));
}

/** Whatever may be a use: what follows the name can be cut off later, as by a NUL byte. */
const mention = /\$\{?([A-Za-z_]\w*)/g;

function namesIn(text: string): string[] {
  return text.includes('$') ? [...text.matchAll(mention)].map(([, name = '']) => name) : [];
}

/** Lines that define put nothing in: what their texts mention counts where they are used. */
const namesOf = memo((chunk: BlockSyntax) => {
  if (!chunk.text.includes('$')) return noNames;
  const names = new Set<string>();
  let defining = false;
  for (const line of chunk.lines) {
    const isDefinition: boolean = defining || line.defines;
    defining = isDefinition && line.continues;
    if (!isDefinition) for (const name of namesIn(line.text)) names.add(name);
  }
  return names;
});

const noDefinitions: ReadonlyMap<string, readonly string[]> = new Map();

/** Those of the definitions in effect that have a part in the meaning of a chunk, by name. */
export function definitionsUsed(
  chunk: BlockSyntax,
  definitions: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  if (definitions.size === 0) return noDefinitions;
  const used = new Map<string, readonly string[]>();
  let names: Iterable<string> = namesOf(chunk);
  // Deeper ones are not put in.
  for (let depth = 0; depth <= deepest + 1; depth++) {
    const next = new Set<string>();
    for (const name of names) {
      const lines = used.has(name) ? undefined : definitions.get(name);
      if (!lines) continue;
      used.set(name, lines);
      for (const line of lines) for (const nested of namesIn(line)) next.add(nested);
    }
    if (next.size === 0) break;
    names = next;
  }
  return used;
}

/** Equal for definitions that are equal; '' for none. */
export function definitionsKey(definitions: ReadonlyMap<string, readonly string[]>): string {
  return definitions.size === 0 ? '' : JSON.stringify([...definitions]);
}

/** Takes the definitions that a chunk makes on the node with the id. */
export function takeDefinitions(state: DefinitionState, chunk: BlockSyntax, configId: string | undefined): void {
  if (!chunk.text.includes('$') && !chunk.text.includes('~')) return;
  for (const { text, plain } of chunk.lines) {
    if (plain && state.pending === undefined) continue;
    const active = state.pending === undefined ? activeText(text, configId) : text;
    if (active === undefined) continue;
    if (active.trimStart().startsWith('~')) defineRepeated(state, active);
    else define(state, active);
  }
}
