import { shiftRange } from '../../base/text-range.ts';
import { type Chunk, chunkPool, type SyntaxFile, startsOf } from '../../syntax/chunk.ts';
import { type Line, splitLines } from '../../syntax/line.ts';
import { lexLine } from './lexer.ts';
import { sectionKeywords } from './sections.ts';

/** A section of a HAProxy configuration: its header line and all lines up to the next header. */
export interface SectionSyntax extends Chunk {
  /** False for the lines before the first header, which belong to no section. */
  readonly hasHeader: boolean;
}

export type HaproxySyntax = SyntaxFile<SectionSyntax>;

/** Splits a text into sections. Total and lossless: the sections' texts, joined, are `text`. Reuses equal sections of `previous`. */
export function parseHaproxy(text: string, previous?: HaproxySyntax): HaproxySyntax {
  const reuse = chunkPool(previous);
  const chunks: SectionSyntax[] = [];
  let pending: string[] = [];
  const finish = (): void => {
    if (pending.length === 0) return;
    const chunkText = pending.join('');
    chunks.push(reuse(chunkText) ?? parseSection(chunkText, pending));
    pending = [];
  };
  for (const line of splitLines(text)) {
    if (startsSection(line)) finish();
    pending.push(line);
  }
  finish();
  return { chunks, length: text.length };
}

const firstWord = /^\uFEFF?[\t\v\f\r ]*([a-z][a-z-]*)(?=[\s#]|$)/;

/** Cheap test before lexing: section keywords are plain lower-case words. A quoted one is legal and not recognised here. */
function startsSection(line: string): boolean {
  const match = firstWord.exec(line);
  return match?.[1] !== undefined && sectionKeywords.has(match[1]);
}

function parseSection(text: string, texts: readonly string[]): SectionSyntax {
  const lines: Line[] = texts.map(lexLine);
  const lineStarts = startsOf(lines);
  const errors = lines.flatMap((line, index) =>
    line.errors.map((error) => ({ ...error, range: shiftRange(error.range, lineStarts[index] ?? 0) })),
  );
  return { text, lines, lineStarts, errors, hasHeader: startsSection(lines[0]?.text ?? '') };
}
