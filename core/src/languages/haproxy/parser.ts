import { changedSpan } from '../../base/changed-span.ts';
import { memo } from '../../base/memo.ts';
import { shiftRange, type TextRange } from '../../base/text-range.ts';
import { type Chunk, chunkPool, detached, type SyntaxFile } from '../../syntax/chunk.ts';
import type { ParseError } from '../../syntax/parse-error.ts';
import { type DocumentIdentity, type Stretch, stretchesOf } from '../../syntax/stretch.ts';
import { type HaproxyLine, lexLine } from './lexer.ts';
import { sectionKeywords } from './sections.ts';

/** A section of a HAProxy configuration: its header line and all lines up to the next header. */
export interface SectionSyntax extends Chunk {
  readonly lines: readonly HaproxyLine[];
  /** False for the lines before the first header, which belong to no section. */
  readonly hasHeader: boolean;
}

export interface HaproxySyntax extends SyntaxFile<SectionSyntax> {
  /** The text, where it was given as a whole: see `sourceOf`. */
  readonly source?: string;
  /** The chunks, some at a time. */
  readonly stretches: readonly Stretch<SectionSyntax>[];
  /** The same object for all versions of a text. */
  readonly identity: DocumentIdentity;
}

/**
 * Splits a text into sections. Total and lossless: the sections' texts, joined, are `text`. Reuses equal sections of
 * `previous`, and reads only what lies between those that are equal at the start and at the end.
 */
export function parseHaproxy(text: string, previous?: HaproxySyntax): HaproxySyntax {
  if (!previous)
    return syntaxOf(
      parseSections(text, () => undefined),
      text.length,
      undefined,
      text,
    );
  const { start, oldEnd, newEnd } = changedSpan(sourceOf(previous), text);
  return edited(previous, { start, end: oldEnd }, text.slice(start, newEnd), text);
}

/** The sections after `text` has taken the place of a range. Costs what the sections around it cost, not the file. */
export function editHaproxy(previous: HaproxySyntax, range: TextRange, text: string): HaproxySyntax {
  return edited(previous, range, text, undefined);
}

/** The text that was parsed. */
export function sourceOf(syntax: HaproxySyntax): string {
  return syntax.source ?? joined(syntax);
}

const joined = memo(({ chunks }: HaproxySyntax) => chunks.map(({ text }) => text).join(''));

function edited(
  previous: HaproxySyntax,
  { start, end }: TextRange,
  text: string,
  source: string | undefined,
): HaproxySyntax {
  const old = previous.chunks;
  const before = placeOf(previous, start);
  // The edit may extend the section before it, or a header without an end of line: reparse from two sections back.
  let head = before.index;
  let from = before.start;
  for (let more = 2; more > 0 && head > 0; more--) from -= old[--head]?.text.length ?? 0;
  // The first section that begins behind the change, at the start of a line: only there its header is one.
  const behind = placeOf(previous, end);
  let first = behind.index;
  let at = behind.start;
  const isKept = (): boolean =>
    old[first]?.hasHeader === true &&
    (at > end ? old[first - 1]?.text.endsWith('\n') === true : at === end && text.endsWith('\n'));
  while (first < old.length && !isKept()) at += old[first++]?.text.length ?? 0;
  const changed = old.slice(head, first);
  const known = changed.map((section) => section.text).join('');
  const middle = known.slice(0, start - from) + text + known.slice(end - from);
  const sections = parseSections(detached(middle), chunkPool(changed));
  const chunks = [...old.slice(0, head), ...sections, ...old.slice(first)];
  return syntaxOf(chunks, previous.length - (end - start) + text.length, previous, source);
}

/** The section that holds an offset, or the end of the file, and where it starts. */
function placeOf({ stretches, chunks }: HaproxySyntax, offset: number): { index: number; start: number } {
  let start = 0;
  let index = 0;
  for (const stretch of stretches) {
    if (start + stretch.length <= offset) {
      start += stretch.length;
      index += stretch.chunks.length;
      continue;
    }
    for (const { text } of stretch.chunks) {
      if (start + text.length > offset) return { index, start };
      start += text.length;
      index++;
    }
  }
  return { index: chunks.length, start };
}

function syntaxOf(
  chunks: readonly SectionSyntax[],
  length: number,
  previous: HaproxySyntax | undefined,
  source: string | undefined,
): HaproxySyntax {
  const stretches = stretchesOf(chunks, previous?.stretches);
  const syntax = { chunks, length, stretches, identity: previous?.identity ?? {} };
  return source === undefined ? syntax : { ...syntax, source };
}

/**
 * A line feed and a section's header behind it. Section keywords are plain lower-case words; a quoted one is legal and
 * not recognised here.
 */
const header = new RegExp(
  `\\n\\ufeff?[\\t\\v\\f\\r ]*(?:${[...sectionKeywords].join('|')})(?=[\\t\\n\\v\\f\\r #]|$)`,
  'g',
);

function parseSections(text: string, reuse: (text: string) => SectionSyntax | undefined): SectionSyntax[] {
  const sections: SectionSyntax[] = [];
  const take = (from: number, to: number): void => {
    const whole = text.slice(from, to);
    sections.push(reuse(whole) ?? parseSection(whole));
  };
  let start = 0;
  header.lastIndex = 0;
  while (header.test(text)) {
    const next = text.lastIndexOf('\n', header.lastIndex - 1) + 1;
    take(start, next);
    start = next;
  }
  if (start < text.length) take(start, text.length);
  return sections;
}

const firstHeader = new RegExp(header.source.replace('\\n', '^'));

const noErrors: readonly ParseError[] = [];

function shifted(error: ParseError, by: number): ParseError {
  return { ...error, range: shiftRange(error.range, by) };
}

function parseSection(text: string): SectionSyntax {
  const lines: HaproxyLine[] = [];
  const lineStarts: number[] = [];
  let errors: ParseError[] | undefined;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at) + 1 || text.length;
    const line = lexLine(text.slice(at, next));
    if (line.errors.length > 0) {
      errors ??= [];
      for (const error of line.errors) errors.push(shifted(error, at));
    }
    lines.push(line);
    lineStarts.push(at);
    at = next;
  }
  return { text, lines, lineStarts, errors: errors ?? noErrors, hasHeader: firstHeader.test(text) };
}
