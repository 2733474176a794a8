import { touches } from '../../base/text-range.ts';
import type { Cursor } from '../../catalog/assist.ts';
import { topLevel } from '../../catalog/keyword.ts';
import { chunkAt, lineAt } from '../../syntax/chunk.ts';
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
  const at = line.words.findIndex((word) => touches(word.range, column));
  const position = at < 0 ? line.words.filter((word) => word.range.end < column).length : at;
  const word = at < 0 ? undefined : line.words[at];
  const words = line.words.map((candidate) => candidate.value);
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
    inComment: line.tokens.some(({ kind, start }) => kind === 'comment' && start < column),
  };
}
