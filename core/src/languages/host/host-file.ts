import { type Chunk, chunkPool, type Site, type SyntaxFile } from '../../syntax/chunk.ts';
import { newlineWidth, splitLines } from '../../syntax/line.ts';

/** A line of a script or a unit, without its end and without blanks around it. */
export interface HostLine {
  readonly text: string;
  readonly site: Site;
}

/** A file of the machine that is no configuration of ours, but decides what becomes of one: a script, a unit. */
export interface HostFileText {
  readonly syntax: SyntaxFile;
  readonly text: string;
  /** Lines that say something: no blank ones, no comments but a first line that names an interpreter. */
  readonly lines: readonly HostLine[];
}

/** Reads a text line by line, one chunk for all of it. `#` starts a comment line, in units `;` as well. */
export function parseHostFile(text: string, previous?: SyntaxFile): HostFileText {
  const texts = splitLines(text);
  const lineStarts: number[] = [];
  let offset = 0;
  for (const line of texts) {
    lineStarts.push(offset);
    offset += line.length;
  }
  const chunk: Chunk = chunkPool(previous?.chunks)(text) ?? {
    text,
    lines: texts.map((line) => ({ text: line, tokens: [], words: [], errors: [] })),
    lineStarts,
    errors: [],
  };
  const lines = texts.flatMap((line, index): HostLine[] => {
    const trimmed = line.trim();
    const isInterpreter = index === 0 && trimmed.startsWith('#!');
    if (trimmed === '' || (/^[#;]/.test(trimmed) && !isInterpreter)) return [];
    const start = (lineStarts[index] ?? 0) + line.search(/\S/);
    const end = (lineStarts[index] ?? 0) + line.length - newlineWidth(line);
    return [{ text: trimmed, site: { chunk, range: { start, end: Math.min(end, start + trimmed.length) } } }];
  });
  return { syntax: { chunks: text === '' ? [] : [chunk], length: text.length }, text, lines };
}
