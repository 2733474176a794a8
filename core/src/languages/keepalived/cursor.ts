import { touches } from '../../base/text-range.ts';
import type { Cursor } from '../../catalog/assist.ts';
import { topLevel } from '../../catalog/keyword.ts';
import { chunkAt, lineAt } from '../../syntax/chunk.ts';
import type { KeepalivedSyntax } from './parser.ts';
import type { Statement } from './statement-tree.ts';

/** Where an offset of the file stands: the innermost block around it and the statement of its line. */
export function keepalivedCursor(file: KeepalivedSyntax, offset: number): Cursor {
  const found = chunkAt(file, offset);
  const start = found?.start ?? 0;
  const inLine = found && lineAt(found.chunk, offset - start);
  if (!found || !inLine)
    return { context: topLevel, words: [], at: 0, prefix: '', range: { start: offset, end: offset } };
  const lineStart = start + inLine.start;
  const column = offset - lineStart;
  // Words between the braces around the cursor: `track_script { chk| }` is a statement of its own.
  const tokens = inLine.line.tokens;
  const isBrace = (kind: string): boolean => kind === 'open' || kind === 'close';
  const from = tokens.findLast((token) => isBrace(token.kind) && token.start < column)?.start ?? -1;
  const to = tokens.find((token) => isBrace(token.kind) && token.start >= column)?.start ?? inLine.line.text.length;
  const all = inLine.line.words.filter((word) => word.range.start > from && word.range.start < to);
  const conditions = all.findIndex((word) => !word.value.startsWith('@'));
  const lineWords = conditions < 0 ? all : all.slice(conditions);
  const at = lineWords.findIndex((word) => touches(word.range, column));
  const word = at < 0 ? undefined : lineWords[at];
  const position = at < 0 ? lineWords.filter((candidate) => candidate.range.end < column).length : at;
  const words = lineWords.map((candidate) => candidate.value);
  return {
    context: blockAt(found.chunk.statements, offset - start) ?? topLevel,
    words: word ? words : words.slice(0, position),
    at: position,
    prefix: word ? inLine.line.text.slice(word.range.start, column) : '',
    range: word
      ? { start: lineStart + word.range.start, end: lineStart + word.range.end }
      : { start: offset, end: offset },
  };
}

/** The keyword of the innermost block that holds an offset of the chunk. */
function blockAt(statements: readonly Statement[], offset: number): string | undefined {
  for (const { block, words } of statements) {
    const end = block?.close?.start ?? Number.POSITIVE_INFINITY;
    if (!block || offset < block.open.end || offset > end) continue;
    const keyword = words.find((word) => !word.value.startsWith('@'));
    return blockAt(block.statements, offset) ?? keyword?.value;
  }
  return undefined;
}
