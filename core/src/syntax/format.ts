import type { TextRange } from '../base/text-range.ts';
import type { Chunk } from './chunk.ts';
import type { Line } from './line.ts';

/** How a file is laid out. */
export interface FormatOptions {
  /** One level of indentation: some blanks or a tab. */
  readonly indent: string;
  /** Pads the first words of lines that follow each other, so that what comes behind them starts in one column. */
  readonly align: boolean;
}

/** Puts `text` in the place of blanks of a line. Ranges count from the chunk's start. */
export interface FormatEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** The blanks that a line should start with; undefined: those that it has. */
export type IndentOf = (line: Line, index: number) => string | undefined;

/**
 * The edits that give the lines of a chunk their indentation, take away blanks at their ends and, if wanted, align
 * them. Only blanks between tokens change, and no line with an error in it, so that every word stays what it is.
 */
export function layOut(
  chunk: Chunk,
  options: FormatOptions,
  indentOf: IndentOf,
  fixed: ReadonlySet<number>,
): FormatEdit[] {
  const edits: FormatEdit[] = [];
  const columns = options.align ? alignedColumns(chunk, fixed) : undefined;
  chunk.lines.forEach((line, index) => {
    if (fixed.has(index) || line.errors.length > 0) return;
    const start = chunk.lineStarts[index] ?? 0;
    const replace = (from: number, to: number, text: string): void => {
      if (line.text.slice(from, to) !== text) edits.push({ range: { start: start + from, end: start + to }, text });
    };
    const { begin, end } = contentOf(line);
    // A last line of blanks without its end means a truncated file to HAProxy; without the blanks it would not.
    if (begin === line.text.length) return;
    const indent = begin === end ? '' : indentOf(line, index);
    if (indent !== undefined) replace(0, begin, indent);
    const [first, second] = line.words;
    const column = columns?.get(index);
    if (first && second && column !== undefined) {
      replace(first.range.end, second.range.start, ' '.repeat(column - (first.range.end - first.range.start)));
    }
    const newline = line.tokens.at(-1)?.kind === 'newline' ? (line.tokens.at(-1)?.text.length ?? 0) : 0;
    // Of a blank line everything has gone already.
    if (begin < end) replace(end, line.text.length - newline, '');
  });
  return edits;
}

/** Where the line's first token that is not blank starts, and where the last one ends, blanks in a comment taken away. */
function contentOf(line: Line): { readonly begin: number; readonly end: number } {
  const tokens = line.tokens.filter((token) => token.kind !== 'space' && token.kind !== 'newline');
  const first = tokens[0];
  const last = tokens.at(-1);
  const newline = line.tokens.at(-1)?.kind === 'newline' ? (line.tokens.at(-1)?.start ?? 0) : line.text.length;
  if (!first || !last) return { begin: newline, end: newline };
  let end = last.start + last.text.length;
  while (last.kind === 'comment' && end > last.start && isBlank(line.text.charCodeAt(end - 1))) end--;
  return { begin: first.start, end };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13 && code !== 10);
}

/** A longer word does not push all the others to the right. */
const widestKeyword = 24;

/** The column, counted from the first word, at which the second word of each line starts. */
function alignedColumns(chunk: Chunk, fixed: ReadonlySet<number>): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  let run: { readonly index: number; readonly width: number }[] = [];
  const finish = (): void => {
    let widest = 0;
    for (const { width } of run) if (width > widest && width <= widestKeyword) widest = width;
    for (const { index, width } of run) found.set(index, Math.max(widest, width) + 1);
    run = [];
  };
  chunk.lines.forEach((line, index) => {
    const [first, second] = line.words;
    const between = first && second ? line.text.slice(first.range.end, second.range.start) : '';
    const fits = first && second && /^[ \t]+$/.test(between) && !fixed.has(index) && line.errors.length === 0;
    if (fits) run.push({ index, width: first.range.end - first.range.start });
    else finish();
  });
  finish();
  return found;
}
