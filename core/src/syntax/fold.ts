import type { Chunk } from './chunk.ts';

/** Lines of a chunk that an editor can hide; both are indexes in it, and `last` is greater than `first`. */
export interface Fold {
  readonly kind: 'block' | 'comment';
  readonly first: number;
  readonly last: number;
}

/** Lines in a row that hold nothing but a comment. */
export function commentRuns(chunk: Chunk): Fold[] {
  const folds: Fold[] = [];
  let first: number | undefined;
  const finish = (end: number): void => {
    if (first !== undefined && end > first) folds.push({ kind: 'comment', first, last: end });
    first = undefined;
  };
  chunk.lines.forEach((line, index) => {
    const kinds = line.tokens.filter((token) => token.kind !== 'space' && token.kind !== 'newline');
    if (kinds.length === 1 && kinds[0]?.kind === 'comment') first ??= index;
    else finish(index - 1);
  });
  finish(chunk.lines.length - 1);
  return folds;
}
