import { touches } from '../../base/text-range.ts';
import type { Cursor } from '../../catalog/assist.ts';
import { topLevel } from '../../catalog/keyword.ts';
import { chunkAt, lineAt } from '../../syntax/chunk.ts';
import type { Line, Word } from '../../syntax/line.ts';
import type { HaproxySyntax, SectionSyntax } from './parser.ts';
import { sectionKeywords } from './sections.ts';

/** A cursor with what only HAProxy's assistance needs. */
export interface HaproxyCursor extends Cursor {
  readonly section?: SectionSyntax;
  /** The word at the cursor as it is written, quotes and escapes included; empty between words. */
  readonly raw: string;
  readonly inComment: boolean;
}

/** Where an offset of the file stands; a comment counts as the end of the line's words. The first word of any line may start a section. */
export function haproxyCursor(file: HaproxySyntax, offset: number): HaproxyCursor {
  const found = chunkAt(file, offset);
  const start = found?.start ?? 0;
  const inLine = found && lineAt(found.chunk, offset - start);
  if (!found || !inLine) {
    const range = { start: offset, end: offset };
    return { context: topLevel, words: [], at: 0, prefix: '', range, raw: '', inComment: false };
  }
  const { line, index } = inLine;
  const lineStart = start + inLine.start;
  const column = offset - lineStart;
  const position = firstNotBefore(line.words, column);
  const next = line.words[position];
  const word = next && touches(next.range, column) ? next : undefined;
  const words = found.chunk.lines[index]?.values ?? [];
  const keyword = found.chunk.lines[0]?.words[0]?.value ?? '';
  const isHeader = index === 0 && found.chunk.hasHeader;
  return {
    context: isHeader || !found.chunk.hasHeader ? topLevel : sectionKeywords.has(keyword) ? keyword : topLevel,
    words: word ? words : [...words.slice(0, position)],
    at: position,
    prefix: word ? line.text.slice(word.range.start, column) : '',
    range: word
      ? { start: lineStart + word.range.start, end: lineStart + word.range.end }
      : { start: offset, end: offset },
    section: found.chunk,
    raw: word ? line.text.slice(word.range.start, word.range.end) : '',
    inComment: commentStart(line) < column,
  };
}

/** Index of the first word that does not end before a column. */
function firstNotBefore(words: readonly Word[], column: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.range.end ?? 0) < column) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the comment of a line starts: it stands behind the last word. */
function commentStart({ text, words }: Line): number {
  const at = text.indexOf('#', words.at(-1)?.range.end ?? 0);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
