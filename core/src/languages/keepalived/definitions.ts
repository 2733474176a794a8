import { memo } from '../../base/memo.ts';
import type { TextRange } from '../../base/text-range.ts';
import { activeText } from './conditions.ts';
import type { BlockSyntax } from './parser.ts';

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
  const match = /^(?:[^"#!]|"[^"]*")*/.exec(text);
  return match ? match[0] : text;
}

const use = /\$(?:\{(\w+)\}|(\w+))/g;
/** Limits of what a line may grow to; real ones stay far below. */
const deepest = 8;
const mostLines = 2000;
const longest = 20_000;

/**
 * Puts definitions in; several lines when one of several lines is used. Nested ones are put in as well, to a depth; a
 * definition does not hold itself.
 */
export function expand(definitions: Definitions, line: SourceLine): readonly SourceLine[] {
  if (definitions.size === 0 || !line.text.includes('$')) return [line];
  const lines: SourceLine[] = [];
  return expandInto(lines, definitions, line, []) ? lines : [line];
}

/** False when it grows beyond all measure. */
function expandInto(
  lines: SourceLine[],
  definitions: Definitions,
  line: SourceLine,
  within: readonly string[],
): boolean {
  const used: string[] = [];
  const text = line.text.replace(use, (whole, braced?: string, plain?: string) => {
    const name = braced ?? plain ?? '';
    const body = within.includes(name) ? undefined : definitions.get(name);
    if (!body) return whole;
    used.push(name);
    return body.join('\n');
  });
  if (text.length > longest || within.length > deepest) return false;
  if (used.length === 0) return lines.push(line) <= mostLines;
  const begin = line.text.search(/\S/);
  const place = line.place ?? {
    start: line.offset + Math.max(0, begin),
    end: line.offset + line.text.trimEnd().length,
  };
  const inner = [...within, ...used];
  return text
    .split('\n')
    .every((part) => expandInto(lines, definitions, { text: part, offset: line.offset, place }, inner));
}

function namesIn(text: string): string[] {
  return text.includes('$') ? [...text.matchAll(use)].map(([, braced, plain]) => braced ?? plain ?? '') : [];
}

const namesOf = memo((chunk: BlockSyntax) => new Set(namesIn(chunk.text)));

/** Those of the definitions in effect that have a part in the meaning of a chunk. */
export function definitionsUsed(chunk: BlockSyntax, definitions: Definitions): Definitions {
  const used = new Map<string, readonly string[]>();
  if (definitions.size === 0) return used;
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
  if (!chunk.text.includes('$')) return;
  for (const { text, plain } of chunk.lines) {
    if (plain && state.pending === undefined) continue;
    const active = state.pending === undefined ? activeText(text, configId) : text;
    if (active !== undefined) define(state, active);
  }
}
