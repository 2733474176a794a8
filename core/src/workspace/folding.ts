import { shiftRange, type TextRange } from '../base/text-range.ts';
import { foldsIn as haproxyFolds } from '../languages/haproxy/folding.ts';
import { foldsIn as keepalivedFolds } from '../languages/keepalived/folding.ts';
import { type Chunk, chunkStart } from '../syntax/chunk.ts';
import type { Fold } from '../syntax/fold.ts';
import type { Snapshot } from './snapshot.ts';

/** A stretch of a file that an editor can hide, from somewhere in its first line to somewhere in its last. */
export interface FoldedRange {
  readonly kind: Fold['kind'];
  readonly range: TextRange;
}

/** What can be folded in a file. */
export function foldsOf(snapshot: Snapshot, path: string): readonly FoldedRange[] {
  const file = snapshot.files.get(path);
  const absolute = (chunk: Chunk, folds: readonly Fold[]): FoldedRange[] => {
    const start = file ? (chunkStart(file.syntax, chunk) ?? 0) : 0;
    return folds.map(({ kind, first, last }) => {
      const range = { start: chunk.lineStarts[first] ?? 0, end: chunk.lineStarts[last] ?? 0 };
      return { kind, range: shiftRange(range, start) };
    });
  };
  if (file?.language === 'haproxy') return file.syntax.chunks.flatMap((chunk) => absolute(chunk, haproxyFolds(chunk)));
  if (file?.language === 'keepalived') {
    return file.syntax.chunks.flatMap((chunk) => absolute(chunk, keepalivedFolds(chunk)));
  }
  return [];
}
