/** A place in a text: both numbers count from 0, `column` in UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/**
 * Translates offsets of one text to lines and back.
 *
 * A line ends at LF only: this is how HAProxy and keepalived count, and our line numbers have to equal theirs.
 */
export interface LineIndex {
  /** Offset of the first unit of each line; never empty. */
  readonly starts: readonly number[];
  /** Length of the text. */
  readonly length: number;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return { starts, length: text.length };
}

/** The line and column of an offset; offsets outside the text are moved to its nearest end. */
export function lineColumnAt(index: LineIndex, offset: number): LineColumn {
  const wanted = Math.min(Math.max(offset, 0), index.length);
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: wanted - (index.starts[low] ?? 0) };
}

/** The offset of a place; a line or column beyond the text's end is moved to the nearest place that exists. */
export function offsetAt(index: LineIndex, { line, column }: LineColumn): number {
  if (line < 0) return 0;
  const start = index.starts[line];
  if (start === undefined) return index.length;
  const end = index.starts[line + 1] ?? index.length;
  return Math.min(start + Math.max(column, 0), end);
}
