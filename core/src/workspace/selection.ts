import { shiftRange, type TextRange } from '../base/text-range.ts';
import { type Chunk, chunkAt, lineAt } from '../syntax/chunk.ts';
import type { Snapshot } from './snapshot.ts';

/** The ranges around an offset that mean something, from the smallest to the file; each holds the one before. */
export function selectionsAt(snapshot: Snapshot, path: string, offset: number): readonly TextRange[] {
  const file = snapshot.files.get(path);
  const found = file && chunkAt<Chunk>(file.syntax, offset);
  const whole = { start: 0, end: file?.syntax.length ?? 0 };
  if (!file || !found) return [whole];
  const column = offset - found.start;
  const chunk = found.chunk;
  const ranges = [...(file.language.rangesAround?.(chunk, column) ?? []), ...wordRanges(chunk, column)];
  const absolute = ranges.map((range) => shiftRange(range, found.start));
  return growing([...absolute, whole], offset);
}

/** The word, the words of the line, the line. */
function wordRanges(chunk: Chunk, column: number): TextRange[] {
  const inLine = lineAt(chunk, column);
  if (!inLine) return [];
  const { line, start } = inLine;
  const at = column - start;
  const holds = (range: TextRange): boolean => range.start <= at && at <= range.end;
  const first = line.words[0];
  const last = line.words.at(-1);
  const text = { start: line.text.length - line.text.trimStart().length, end: line.text.trimEnd().length };
  return [
    ...line.words.map((word) => word.range),
    ...(first && last ? [{ start: first.range.start, end: last.range.end }] : []),
    ...(text.end > text.start ? [text] : []),
  ]
    .filter(holds)
    .map((range) => shiftRange(range, start));
}

/** Leaves out what does not hold the offset and what is not larger than the one before. */
function growing(ranges: readonly TextRange[], offset: number): TextRange[] {
  const sorted = ranges
    .filter(({ start, end }) => start <= offset && offset <= end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const found: TextRange[] = [];
  for (const range of sorted) {
    const inner = found.at(-1);
    const larger = !inner || (range.start <= inner.start && range.end >= inner.end);
    const same = inner?.start === range.start && inner.end === range.end;
    if (larger && !same) found.push(range);
  }
  return found;
}
