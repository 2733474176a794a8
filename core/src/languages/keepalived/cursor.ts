import { touches } from '../../base/text-range.ts';
import type { Cursor } from '../../catalog/assist.ts';
import { type Keyword, topLevel } from '../../catalog/keyword.ts';
import { findKeywordOfAny } from '../../catalog/lookup.ts';
import { chunkAt, lineAt } from '../../syntax/chunk.ts';
import { keepalivedCatalog } from './catalog.ts';
import type { KeepalivedSyntax } from './parser.ts';
import type { Statement } from './statement-tree.ts';

/** Where an offset of the file stands: the innermost block around it and the statement of its line. Undefined in a comment. */
export function keepalivedCursor(file: KeepalivedSyntax, offset: number): Cursor | undefined {
  const found = chunkAt(file, offset);
  const start = found?.start ?? 0;
  const inLine = found && lineAt(found.chunk, offset - start);
  if (!found || !inLine)
    return { context: topLevel, words: [], at: 0, prefix: '', range: { start: offset, end: offset } };
  const lineStart = start + inLine.start;
  const column = offset - lineStart;
  // Words between the braces around the cursor: `track_script { chk| }` is a statement of its own.
  const tokens = inLine.line.tokens;
  if (tokens.some(({ kind, start: at }) => kind === 'comment' && at < column)) return undefined;
  const isBrace = (kind: string): boolean => kind === 'open' || kind === 'close';
  const from = tokens.findLast((token) => isBrace(token.kind) && token.start < column)?.start ?? -1;
  const to = tokens.find((token) => isBrace(token.kind) && token.start >= column)?.start ?? inLine.line.text.length;
  const all = inLine.line.words.filter((word) => word.range.start > from && word.range.start < to);
  const conditions = all.findIndex((word) => !word.value.startsWith('@'));
  const typingCondition = conditions < 0 && all.some((word) => touches(word.range, column));
  const lineWords = typingCondition ? all : all.slice(conditions < 0 ? all.length : conditions);
  const at = lineWords.findIndex((word) => touches(word.range, column));
  const word = at < 0 ? undefined : lineWords[at];
  const position = at < 0 ? lineWords.filter((candidate) => candidate.range.end < column).length : at;
  const words = lineWords.map((candidate) => candidate.value);
  return {
    context: contextAt(found.chunk.statements, offset - start, topLevel),
    words: word ? words : words.slice(0, position),
    at: position,
    prefix: word ? inLine.line.text.slice(word.range.start, column) : '',
    range: word
      ? { start: lineStart + word.range.start, end: lineStart + word.range.end }
      : { start: offset, end: offset },
  };
}

/** The context of the innermost block that holds an offset of the chunk; of an unknown block, its keyword. */
function contextAt(statements: readonly Statement[], offset: number, context: string): string {
  for (const { block, words } of statements) {
    const end = block?.close?.start ?? Number.POSITIVE_INFINITY;
    if (!block || offset < block.open.end || offset > end) continue;
    const name = words.find((word) => !word.value.startsWith('@'))?.value ?? '';
    // The lines of a definition stand nowhere yet.
    if (/^\$\w+=/.test(name)) return contextAt(block.statements, offset, context);
    const keyword = findKeywordOfAny(keepalivedCatalog, context, [name]) ?? anywhere(name);
    return contextAt(block.statements, offset, keyword?.opens ?? name);
  }
  return context;
}

/** A part of a block in a file of its own, or in a definition, stands outside of what knows its keywords. */
function anywhere(name: string): Keyword | undefined {
  return keepalivedCatalog.keywords.find((keyword) => keyword.name === name && keyword.opens !== undefined);
}
