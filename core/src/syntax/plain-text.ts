import { type Chunk, chunkPool, type SyntaxFile } from './chunk.ts';
import { splitLines } from './line.ts';

/** A text of which only whole lines count: one chunk for all of it, without words. */
export interface PlainText {
  readonly syntax: SyntaxFile;
  readonly chunk: Chunk;
  /** Each line with its end of line. */
  readonly lines: readonly string[];
}

/** The text of what `parsePlainText` has read. */
export function plainTextOf({ chunks }: SyntaxFile): string {
  return chunks[0]?.text ?? '';
}

/** Splits a text into lines. An equal text of before keeps its chunk. */
export function parsePlainText(text: string, previous?: SyntaxFile): PlainText {
  const lines = splitLines(text);
  const lineStarts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    lineStarts.push(offset);
    offset += line.length;
  }
  const chunk: Chunk = chunkPool(previous?.chunks)(text) ?? {
    text,
    lines: lines.map((line) => ({ text: line, tokens: [], words: [], errors: [] })),
    lineStarts,
    errors: [],
  };
  return { syntax: { chunks: text === '' ? [] : [chunk], length: text.length }, chunk, lines };
}
