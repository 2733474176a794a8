import { shiftRange, type TextRange } from '../base/text-range.ts';
import { type Chunk, chunkStart } from '../syntax/chunk.ts';
import type { FormatEdit, FormatOptions } from '../syntax/format.ts';
import type { PlacedEdit } from './fixes.ts';
import type { Snapshot } from './snapshot.ts';

/** The edits that lay a file out, in order; within a range, only those of lines that it touches. */
export function formattingOf(
  snapshot: Snapshot,
  path: string,
  options: FormatOptions,
  within?: TextRange,
): readonly PlacedEdit[] {
  const file = snapshot.files.get(path);
  // The blanks of a template's syntax may be statements.
  if (!file || file.template) return [];
  const edits: PlacedEdit[] = [];
  const add = (chunk: Chunk, format: () => readonly FormatEdit[]): void => {
    const start = chunkStart(file.syntax, chunk) ?? 0;
    if (within && (start > within.end || start + chunk.text.length < within.start)) return;
    for (const { range, text } of format()) edits.push({ range: shiftRange(range, start), text });
  };
  file.language.format?.(file.syntax.chunks, options, add);
  if (!within) return edits;
  const from = file.text.lastIndexOf('\n', Math.max(0, within.start - 1)) + 1;
  const next = file.text.indexOf('\n', within.end);
  const to = next < 0 ? file.text.length : next;
  return edits.filter(({ range }) => range.start >= from && range.end <= to);
}

/** The edits right behind a typed character: a new line lays out the one before it, a closing brace its own. */
export function formattingAfter(
  snapshot: Snapshot,
  path: string,
  offset: number,
  typed: string,
  options: FormatOptions,
): readonly PlacedEdit[] {
  const text = snapshot.files.get(path)?.text ?? '';
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (typed === '\n') {
    if (lineStart === 0) return [];
    const before = text.lastIndexOf('\n', lineStart - 2) + 1;
    return formattingOf(snapshot, path, options, { start: before, end: lineStart - 1 });
  }
  const end = text.indexOf('\n', offset);
  return formattingOf(snapshot, path, options, { start: lineStart, end: end < 0 ? text.length : end });
}
