import { shiftRange, type TextRange } from '../base/text-range.ts';
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
  if (!file) return [];
  return file.syntax.chunks.flatMap((chunk) =>
    (file.language.foldsIn?.(chunk) ?? []).map((fold) => placed(fold, chunk, chunkStart(file.syntax, chunk) ?? 0)),
  );
}

function placed({ kind, first, last }: Fold, { lineStarts }: Chunk, offset: number): FoldedRange {
  return { kind, range: shiftRange({ start: lineStarts[first] ?? 0, end: lineStarts[last] ?? 0 }, offset) };
}
