import type { TextRange } from '../../../base/text-range.ts';

/** A definition as the reader knows it: its lines; one that it cannot know stays out of the table. */
export interface Definitions {
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** Its last lines are still to come: the name of the definition whose lines end in `\`. */
  readonly pending?: string;
}

export const noDefinitions: Definitions = { lines: new Map() };

/** A line to be read, with where a finding in it belongs; undefined: where its words stand. */
export interface SourceLine {
  readonly text: string;
  readonly offset: number;
  /** Set when the text came out of a definition: everything in it belongs to this place. */
  readonly place?: TextRange;
}

const start = /^\s*\$(\w+)=(.*)$/s;

/** Takes a line that defines something or goes on with a definition; undefined when it does neither. */
export function define(definitions: Definitions, raw: string): Definitions | undefined {
  const text = raw.replace(/[\r\n]+$/, '');
  const { pending } = definitions;
  const head = pending === undefined ? start.exec(text) : null;
  const name = pending ?? head?.[1];
  if (name === undefined) return undefined;
  const body = head ? (head[2] ?? '') : text;
  const goesOn = /\\\s*$/.test(body);
  const line = withoutComment(goesOn ? body.replace(/\\\s*$/, '') : body).trim();
  const before = pending === undefined ? [] : (definitions.lines.get(name) ?? []);
  const lines = new Map(definitions.lines);
  lines.set(name, line === '' ? before : [...before, line]);
  return goesOn ? { lines, pending: name } : { lines };
}

function withoutComment(text: string): string {
  const match = /^(?:[^"#!]|"[^"]*")*/.exec(text);
  return match ? match[0] : text;
}

const use = /\$(?:\{(\w+)\}|(\w+))/g;

/** Puts definitions in; several lines when one of several lines is used. Nested ones are put in as well, to a depth. */
export function expand(definitions: Definitions, line: SourceLine, depth = 0): readonly SourceLine[] {
  if (definitions.lines.size === 0 || depth > 8 || !line.text.includes('$')) return [line];
  let changed = false;
  const text = line.text.replace(use, (whole, braced?: string, plain?: string) => {
    const body = definitions.lines.get(braced ?? plain ?? '');
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
