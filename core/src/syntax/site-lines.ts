import type { LineColumn } from '../base/line-index.ts';
import { memo } from '../base/memo.ts';
import { type Chunk, lineAt, type Site, type SyntaxFile } from './chunk.ts';

/** A range of a file by lines and columns, all counted from 0; columns in UTF-16 units. */
export interface LineRange {
  readonly start: LineColumn;
  readonly end: LineColumn;
}

export const fileStart: LineColumn = { line: 0, column: 0 };

/** The lines that a site is on. A site whose chunk is no longer there lies at the file's start. */
export function linesOfSite(file: SyntaxFile, { chunk, range }: Site): LineRange {
  const first = firstLines(file).get(chunk);
  if (first === undefined) return { start: fileStart, end: fileStart };
  return { start: place(chunk, first, range.start), end: place(chunk, first, range.end) };
}

/** The line of the file that each chunk starts with. A chunk holds whole lines, so they are counted and never looked for. */
const firstLines = memo((file: SyntaxFile): ReadonlyMap<Chunk, number> => {
  const lines = new Map<Chunk, number>();
  let line = 0;
  for (const chunk of file.chunks) {
    lines.set(chunk, line);
    line += chunk.lines.length;
  }
  return lines;
});

function place(chunk: Chunk, first: number, offset: number): LineColumn {
  const found = lineAt(chunk, offset);
  if (!found) return { line: first, column: 0 };
  const column = Math.max(0, Math.min(offset, chunk.text.length) - found.start);
  // Behind a line feed the next line has begun.
  return column === found.line.text.length && found.line.text.endsWith('\n')
    ? { line: first + found.index + 1, column: 0 }
    : { line: first + found.index, column };
}
