import type { LineColumn } from '../../base/line-index.ts';
import { memo } from '../../base/memo.ts';
import { lineAt } from '../../syntax/chunk.ts';
import type { Stretch } from '../../syntax/stretch.ts';
import type { TextInParts } from '../language.ts';
import { editHaproxy, type HaproxySyntax, parseHaproxy, sourceOf } from './parser.ts';

/**
 * The text of an open HAProxy file, kept as its sections. An edit of a large file then costs the sections around it:
 * copying megabytes of text at every keystroke would cost more than all that is computed of it.
 *
 * A place counts as an editor counts: behind the last character of a line is its end, whatever ends it.
 */
export const textInSections: TextInParts<HaproxySyntax> = {
  of: (text, previous) => (endsLinesInAnotherWay(text) ? undefined : parseHaproxy(text, previous)),
  withEdit: editHaproxy,
  countsLinesAsEditors: ({ stretches }) => !stretches.some(hasOtherLineEnds),
  whole: sourceOf,
  lineCountOf,
  placeAt,
  offsetOf,
  stretchesOf: ({ stretches }) => stretches,
};

/** How many lines an editor shows: behind a last line feed there is one more, and an empty text has one. */
function lineCountOf({ stretches, chunks }: HaproxySyntax): number {
  const lines = stretches.reduce((count, stretch) => count + linesIn(stretch), 0);
  return chunks.at(-1)?.text.endsWith('\n') === false ? lines : lines + 1;
}

function placeAt(text: HaproxySyntax, offset: number): LineColumn {
  const inside = Math.max(0, Math.min(offset, text.length));
  let line = 0;
  let start = 0;
  for (const stretch of text.stretches) {
    if (start + stretch.length > inside) return placeIn(stretch, inside - start, line);
    start += stretch.length;
    line += linesIn(stretch);
  }
  const last = text.chunks.at(-1)?.lines.at(-1);
  return !last || last.text.endsWith('\n') ? { line, column: 0 } : { line: line - 1, column: last.text.length };
}

function offsetOf(text: HaproxySyntax, { line, column }: LineColumn): number {
  if (line < 0) return 0;
  let left = line;
  let start = 0;
  for (const stretch of text.stretches) {
    if (left < linesIn(stretch)) return start + offsetIn(stretch, left, column);
    start += stretch.length;
    left -= linesIn(stretch);
  }
  return text.length;
}

/** Editors end a line at a carriage return of its own, too; a section's lines end at line feeds, as HAProxy's do. */
function endsLinesInAnotherWay(text: string): boolean {
  return text.includes('\r') && /\r(?!\n)/.test(text);
}

const hasOtherLineEnds = memo(({ chunks }: Stretch): boolean => chunks.some(({ text }) => endsLinesInAnotherWay(text)));

const linesIn = memo(({ chunks }: Stretch) => chunks.reduce((count, { lines }) => count + lines.length, 0));

function placeIn(stretch: Stretch, offset: number, firstLine: number): LineColumn {
  const { starts, lines } = partsOf(stretch);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const chunk = stretch.chunks[low];
  if (!chunk) return { line: firstLine, column: 0 };
  const inside = offset - (starts[low] ?? 0);
  const found = lineAt(chunk, inside);
  const column = inside - (found?.start ?? 0);
  const line = firstLine + (lines[low] ?? 0) + (found?.index ?? 0);
  return { line, column: Math.min(column, contentLength(found?.line.text ?? '')) };
}

/** Where each chunk of a stretch starts, counted from the start of the stretch. */
const partsOf = memo(({ chunks }: Stretch) => {
  const starts: number[] = [];
  const lines: number[] = [];
  let start = 0;
  let line = 0;
  for (const chunk of chunks) {
    starts.push(start);
    lines.push(line);
    start += chunk.text.length;
    line += chunk.lines.length;
  }
  return { starts, lines };
});

function offsetIn({ chunks }: Stretch, line: number, column: number): number {
  let left = line;
  let start = 0;
  for (const chunk of chunks) {
    if (left < chunk.lines.length) {
      const length = contentLength(chunk.lines[left]?.text ?? '');
      return start + (chunk.lineStarts[left] ?? 0) + Math.max(0, Math.min(column, length));
    }
    start += chunk.text.length;
    left -= chunk.lines.length;
  }
  return start;
}

/** Of a line without what ends it. */
function contentLength(text: string): number {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === lineFeed || text.charCodeAt(end - 1) === carriageReturn)) end--;
  return end;
}

const lineFeed = 10;
const carriageReturn = 13;
