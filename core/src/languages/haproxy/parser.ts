import { shiftRange } from '../../base/text-range.ts';
import { type Chunk, chunkPool, detached, type SyntaxFile, unchangedEnds } from '../../syntax/chunk.ts';
import type { Line } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';
import { lexLine } from './lexer.ts';
import { sectionKeywords } from './sections.ts';

/** A section of a HAProxy configuration: its header line and all lines up to the next header. */
export interface SectionSyntax extends Chunk {
  /** False for the lines before the first header, which belong to no section. */
  readonly hasHeader: boolean;
}

export type HaproxySyntax = SyntaxFile<SectionSyntax>;

/**
 * Splits a text into sections. Total and lossless: the sections' texts, joined, are `text`. Reuses equal sections of
 * `previous`, and reads only what lies between those that are equal at the start and at the end.
 */
export function parseHaproxy(text: string, previous?: HaproxySyntax): HaproxySyntax {
  if (!previous) return { chunks: parseSections(text, () => undefined), length: text.length };
  const old = previous.chunks;
  const ends = unchangedEnds(text, old);
  // The last equal section may go on in the changed text; where it is a header without an end of line, so may that.
  let head = Math.max(0, ends.head - 1);
  if (head > 0 && !old[head]?.text.endsWith('\n')) head--;
  // A header is one at the start of a line only; before it the changed text may have no end of line.
  let { tail } = ends;
  let to = text.length - lengthOf(old, old.length - tail, old.length);
  while (tail > 0 && !(old[old.length - tail]?.hasHeader && (to === 0 || text.charCodeAt(to - 1) === lineFeed))) {
    to += old[old.length - tail]?.text.length ?? 0;
    tail--;
  }
  const from = lengthOf(old, 0, head);
  const changed = old.slice(head, old.length - tail);
  const middle = parseSections(detached(text.slice(from, to)), chunkPool(changed));
  return { chunks: [...old.slice(0, head), ...middle, ...old.slice(old.length - tail)], length: text.length };
}

const lineFeed = 10;

function lengthOf(chunks: readonly Chunk[], from: number, to: number): number {
  let length = 0;
  for (let i = from; i < to; i++) length += chunks[i]?.text.length ?? 0;
  return length;
}

function parseSections(text: string, reuse: (text: string) => SectionSyntax | undefined): SectionSyntax[] {
  const sections: SectionSyntax[] = [];
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at) + 1 || text.length;
    const ends = next === text.length || startsSection(text, next);
    if (ends) {
      const whole = text.slice(start, next);
      sections.push(reuse(whole) ?? parseSection(whole));
      start = next;
    }
    at = next;
  }
  return sections;
}

/**
 * Whether the line at `start` is a section's header. A cheap test before lexing: section keywords are plain lower-case
 * words. A quoted one is legal and not recognised here.
 */
function startsSection(text: string, start: number): boolean {
  let at = start;
  if (text.charCodeAt(at) === 0xfeff) at++;
  while (isIndent(text.charCodeAt(at))) at++;
  const word = at;
  let code = text.charCodeAt(at);
  if (code < 97 || code > 122) return false;
  while ((code >= 97 && code <= 122) || code === 45) code = text.charCodeAt(++at);
  // NaN behind the end of the text.
  const ends = Number.isNaN(code) || code === lineFeed || code === 35 || isIndent(code);
  return ends && sectionKeywords.has(text.slice(word, at));
}

/** A blank that does not end the line. */
function isIndent(code: number): boolean {
  return code === 32 || code === 9 || (code >= 11 && code <= 13);
}

const noErrors: readonly ParseError[] = [];

function parseSection(text: string): SectionSyntax {
  const lines: Line[] = [];
  const lineStarts: number[] = [];
  let errors: ParseError[] | undefined;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at) + 1 || text.length;
    const line = lexLine(text.slice(at, next));
    for (const error of line.errors) {
      errors ??= [];
      errors.push({ ...error, range: shiftRange(error.range, at) });
    }
    lines.push(line);
    lineStarts.push(at);
    at = next;
  }
  return { text, lines, lineStarts, errors: errors ?? noErrors, hasHeader: startsSection(text, 0) };
}
