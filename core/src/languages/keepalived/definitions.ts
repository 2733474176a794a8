import { memo } from '../../base/memo.ts';
import type { TextRange } from '../../base/text-range.ts';
import { activeText } from './conditions.ts';
import type { BlockSyntax } from './parser.ts';
import { repeatedLine } from './repeats.ts';

/** The lines of every definition so far; one that cannot be known stays out of the table. */
export type DefinedLines = Map<string, string[]>;
export type Definitions = ReadonlyMap<string, readonly string[]>;

/** Definitions where the reading stands. */
export interface DefinitionState {
  readonly definitions: DefinedLines;
  /** The definition whose lines end in `\`: its last ones are still to come. */
  pending: string | undefined;
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
  const text = raw.replace(/[\r\n]+$/, '');
  const head = pending === undefined ? start.exec(text) : null;
  const name = pending ?? head?.[1];
  if (name === undefined) return undefined;
  const body = head ? (head[2] ?? '') : text;
  const goesOn = /\\\s*$/.test(body);
  const line = withoutComment(goesOn ? body.replace(/\\\s*$/, '') : body).trim();
  const lines = (pending === undefined ? undefined : definitions.get(name)) ?? [];
  if (line !== '') lines.push(line);
  definitions.set(name, lines);
  state.pending = goesOn ? name : undefined;
  return name;
}

function withoutComment(text: string): string {
  const code = /^(?:[^"#!\\]|\\.|\\$|"[^"]*")*/s.exec(text)?.[0] ?? text;
  return code.includes('\\') ? code.replace(/("[^"]*")|\\([#!])/g, (_, quoted, mark) => quoted ?? mark) : code;
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
  const lines: SourceLine[] = [];
  return expandInto({ lines, conditions }, definitions, line, []) ? lines : [line];
}

interface Expansion {
  readonly lines: SourceLine[];
  readonly conditions: Conditions;
}

/** False when it grows beyond all measure. */
function expandInto(into: Expansion, definitions: Definitions, line: SourceLine, within: readonly string[]): boolean {
  const used: string[] = [];
  const text = line.text.replace(use, (whole, braced: string | undefined, plain: string | undefined, at: number) => {
    const name = braced ?? plain ?? '';
    const body = within.includes(name) ? undefined : (definitions.get(name) ?? marks.get(name));
    // What has parameters, such as ${_RANDOM 1 6} or ${_ENV NAME}, is chosen at run time: without the braces it is one unknown word.
    if (!body) return braced !== undefined && whole.includes(' ') ? `$${name}` : whole;
    // One of several lines is put in at the end of a line only.
    if (body.length > 1 && !/^\s*(?:[#!]|$)/.test(line.text.slice(at + whole.length))) return whole;
    used.push(name);
    return body.join('\n');
  });
  if (text.length > longest || within.length > deepest) return false;
  if (used.length === 0) return into.lines.push(text === line.text ? line : { ...line, text }) <= mostLines;
  const begin = line.text.search(/\S/);
  const place = line.place ?? {
    start: line.offset + Math.max(0, begin),
    end: line.offset + line.text.trimEnd().length,
  };
  const inner = [...within, ...used];
  return text.split('\n').every((part) => {
    const active = into.conditions(part);
    if (active === undefined) return true;
    const repeated = repeatedLine(active);
    const known = repeated ? without(definitions, repeated.names) : definitions;
    return expandInto(into, known, { text: repeated?.rest ?? active, offset: line.offset, place }, inner);
  });
}

/** Definitions without those of some names, which then stand for values that nobody knows. */
export function without(definitions: Definitions, names: readonly string[]): Definitions {
  if (!names.some((name) => definitions.has(name))) return definitions;
  return new Map([...definitions].filter(([name]) => !names.includes(name)));
}

/** Whatever may be a use: what follows the name can be cut off later, as by a NUL byte. */
const mention = /\$\{?([A-Za-z_]\w*)/g;

function namesIn(text: string): string[] {
  return text.includes('$') ? [...text.matchAll(mention)].map(([, name = '']) => name) : [];
}

const namesOf = memo((chunk: BlockSyntax) => new Set(namesIn(chunk.text)));

const noDefinitions: Definitions = new Map();

/** Those of the definitions in effect that have a part in the meaning of a chunk. */
export function definitionsUsed(chunk: BlockSyntax, definitions: Definitions): Definitions {
  if (definitions.size === 0) return noDefinitions;
  const used = new Map<string, readonly string[]>();
  const names = new Set(namesOf(chunk));
  // Names that a definition's own text adds are visited by the same loop.
  for (const name of names) {
    const lines = definitions.get(name);
    if (!lines) continue;
    used.set(name, lines);
    for (const line of lines) for (const nested of namesIn(line)) names.add(nested);
  }
  return used;
}

/** Equal for definitions that are equal; '' for none. */
export function definitionsKey(definitions: Definitions): string {
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
