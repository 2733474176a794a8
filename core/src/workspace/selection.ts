import { shiftRange, type TextRange } from '../base/text-range.ts';
import { lastOwnLine } from '../languages/haproxy/folding.ts';
import type { SectionSyntax } from '../languages/haproxy/parser.ts';
import { rolesIn } from '../languages/haproxy/roles.ts';
import type { BlockSyntax } from '../languages/keepalived/parser.ts';
import { statementsAround } from '../languages/keepalived/roles.ts';
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
  const ranges = [...wordRanges(chunk, column, file.language)];
  if (file.language === 'haproxy') ranges.push(...sectionRanges(chunk as SectionSyntax));
  if (file.language === 'keepalived') ranges.push(...blockRanges(chunk as BlockSyntax, column));
  const absolute = ranges.map((range) => shiftRange(range, found.start));
  return growing([...absolute, whole], offset);
}

/** A part of a word, the word, the words of the line, the line. */
function wordRanges(chunk: Chunk, column: number, language: string): TextRange[] {
  const inLine = lineAt(chunk, column);
  if (!inLine) return [];
  const { line, index, start } = inLine;
  const at = column - start;
  const holds = (range: TextRange): boolean => range.start <= at && at <= range.end;
  const roles = language === 'haproxy' ? (rolesIn(chunk as SectionSyntax)[index] ?? []) : [];
  const first = line.words[0];
  const last = line.words.at(-1);
  const text = { start: line.text.length - line.text.trimStart().length, end: line.text.trimEnd().length };
  return [
    ...roles.map((role) => role.range),
    ...line.words.map((word) => word.range),
    ...(first && last ? [{ start: first.range.start, end: last.range.end }] : []),
    ...(text.end > text.start ? [text] : []),
  ]
    .filter(holds)
    .map((range) => shiftRange(range, start));
}

/** The lines of a section without its header, and with it. */
function sectionRanges(section: SectionSyntax): TextRange[] {
  const last = lastOwnLine(section);
  const end = (section.lineStarts[last] ?? 0) + (section.lines[last]?.text.trimEnd().length ?? 0);
  const body = section.lineStarts[1];
  const from = section.lines[0]?.words[0]?.range.start ?? 0;
  if (!section.hasHeader) return [{ start: 0, end }];
  return [...(body !== undefined && body < end ? [{ start: body, end }] : []), { start: from, end }];
}

/** What stands between the braces around a place, and with them and their header. */
function blockRanges(chunk: BlockSyntax, column: number): TextRange[] {
  return statementsAround(chunk, column).flatMap(({ range, block }) =>
    block?.close ? [{ start: block.open.end, end: block.close.start }, range] : [range],
  );
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
