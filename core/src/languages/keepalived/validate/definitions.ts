import { memo } from '../../../base/memo.ts';
import type { TextRange } from '../../../base/text-range.ts';
import type { BlockSyntax } from '../parser.ts';

/** The lines of every definition so far; one that cannot be known stays out of the table. */
export type DefinedLines = Map<string, string[]>;

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
const deepest = 8;

/** Puts definitions in; several lines when one of several lines is used. Nested ones are put in as well, to a depth. */
export function expand(definitions: DefinedLines, line: SourceLine, depth = 0): readonly SourceLine[] {
  if (definitions.size === 0 || depth > deepest || !line.text.includes('$')) return [line];
  let changed = false;
  const text = line.text.replace(use, (whole, braced?: string, plain?: string) => {
    const body = definitions.get(braced ?? plain ?? '');
    if (!body) return whole;
    changed = true;
    return body.join('\n');
  });
  if (!changed || text.length > 20_000) return [line];
  const begin = line.text.search(/\S/);
  const place = line.place ?? {
    start: line.offset + Math.max(0, begin),
    end: line.offset + line.text.trimEnd().length,
  };
  return text.split('\n').flatMap((part) => expand(definitions, { text: part, offset: line.offset, place }, depth + 1));
}

function namesIn(text: string): string[] {
  return text.includes('$') ? [...text.matchAll(use)].map(([, braced, plain]) => braced ?? plain ?? '') : [];
}

const namesOf = memo((chunk: BlockSyntax) => new Set(namesIn(chunk.text)));

/** Everything that the definitions in effect contribute to the meaning of a chunk, as text; '' for nothing. */
export function contribution(chunk: BlockSyntax, definitions: DefinedLines): string {
  if (definitions.size === 0) return '';
  const wanted = namesOf(chunk);
  if (wanted.size === 0) return '';
  const names = new Set(wanted);
  const parts: unknown[] = [];
  // Names that a definition's own text adds are visited by the same loop.
  for (const name of names) {
    const lines = definitions.get(name);
    if (!lines) continue;
    parts.push([name, lines]);
    for (const line of lines) for (const nested of namesIn(line)) names.add(nested);
  }
  return parts.length === 0 ? '' : JSON.stringify(parts);
}
