import { memo } from '../base/memo.ts';
import { shiftRange, type TextRange } from '../base/text-range.ts';
import type { Line } from './line.ts';
import type { ParseError } from './parse-error.ts';

/**
 * The unit of reuse: a HAProxy section or a top-level block of keepalived with the blank lines and comments before
 * it. It is a pure function of its text and holds no absolute position, so after an edit elsewhere it is the same
 * object, and everything derived from it is still right although it has moved.
 */
export interface Chunk {
  readonly text: string;
  readonly lines: readonly Line[];
  /** Offset of each line from the chunk's start. */
  readonly lineStarts: readonly number[];
  /** Ranges count from the chunk's start. */
  readonly errors: readonly ParseError[];
}

/** A parsed file: its chunks in order. Their texts, joined, are the text of the file, whatever that was. */
export interface SyntaxFile<C extends Chunk = Chunk> {
  readonly chunks: readonly C[];
  readonly length: number;
}

/** A place that survives edits elsewhere: a range counted from the start of a chunk. */
export interface Site {
  readonly chunk: Chunk;
  readonly range: TextRange;
}

const chunkStarts = memo((file: SyntaxFile) => {
  const starts = new Map<Chunk, number>();
  let offset = 0;
  for (const chunk of file.chunks) {
    starts.set(chunk, offset);
    offset += chunk.text.length;
  }
  return starts;
});

/** Where a chunk of the file starts, in UTF-16 units from the file's start; undefined for a chunk of another file. */
export function chunkStart(file: SyntaxFile, chunk: Chunk): number | undefined {
  return chunkStarts(file).get(chunk);
}

/** The site's range in the file as it is now. A site whose chunk is no longer there lies at the file's start. */
export function absoluteRange(file: SyntaxFile, site: Site): TextRange {
  const start = chunkStart(file, site.chunk);
  return start === undefined ? { start: 0, end: 0 } : shiftRange(site.range, start);
}

/** The chunk that holds an offset of the file (the last one for the end of the file), with where it starts. */
export function chunkAt<C extends Chunk>(file: SyntaxFile<C>, offset: number): { chunk: C; start: number } | undefined {
  const last = file.chunks.at(-1);
  if (!last) return undefined;
  const starts = chunkStarts(file);
  let low = 0;
  let high = file.chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const candidate = file.chunks[middle];
    if (candidate && (starts.get(candidate) ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const chunk = file.chunks[low] ?? last;
  return { chunk, start: starts.get(chunk) ?? 0 };
}

/** The line of a chunk that holds an offset counted from the chunk's start. */
export function lineAt(chunk: Chunk, offset: number): { line: Line; index: number; start: number } | undefined {
  let low = 0;
  let high = chunk.lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((chunk.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const line = chunk.lines[low];
  return line && { line, index: low, start: chunk.lineStarts[low] ?? 0 };
}

/** A site that covers a range of one line of the chunk. */
export function siteInLine(chunk: Chunk, lineIndex: number, range: TextRange): Site {
  return { chunk, range: shiftRange(range, chunk.lineStarts[lineIndex] ?? 0) };
}

/** Offsets of lines that follow each other from 0. */
export function startsOf(lines: readonly Line[]): number[] {
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.text.length;
  }
  return starts;
}

/**
 * How many of the chunks stand unchanged at the start and at the end of a new text. They do not overlap. Whether the
 * text is still split where they meet what lies between is for the language to say.
 */
export function unchangedEnds(text: string, chunks: readonly Chunk[]): { head: number; tail: number } {
  let start = 0;
  let head = 0;
  for (const chunk of chunks) {
    // Comparing slices is much faster than `startsWith`, which goes character by character.
    if (text.slice(start, start + chunk.text.length) !== chunk.text) break;
    start += chunk.text.length;
    head++;
  }
  let end = text.length;
  let tail = 0;
  for (let i = chunks.length - 1; i >= head; i--) {
    const known = chunks[i]?.text ?? '';
    if (end - known.length < start || text.slice(end - known.length, end) !== known) break;
    end -= known.length;
    tail++;
  }
  return { head, tail };
}

/** An equal string that shares no memory: a slice keeps the text that it was cut from alive, version after version. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}

/**
 * Hands out chunks of an earlier parse by their text, each at most once: two equal sections of a file stay two
 * objects with a position each.
 */
export function chunkPool<C extends Chunk>(previous: readonly C[] | undefined): (text: string) => C | undefined {
  const pool = new Map<string, C[]>();
  for (const chunk of previous ?? []) {
    const known = pool.get(chunk.text);
    if (known) known.push(chunk);
    else pool.set(chunk.text, [chunk]);
  }
  const taken = new Map<string, number>();
  return (text) => {
    const known = pool.get(text);
    if (!known) return undefined;
    const next = taken.get(text) ?? 0;
    taken.set(text, next + 1);
    return known[next];
  };
}
