import { type FoldingRange, FoldingRangeKind, type SelectionRange } from 'vscode-languageserver-types';
import { foldsOf } from '#core/workspace/folding.ts';
import { selectionsAt } from '#core/workspace/selection.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

/** Sections, blocks, `.if` and comments that can be hidden. */
export function foldingRanges(snapshot: Snapshot, positions: Positions, uri: string): FoldingRange[] {
  return foldsOf(snapshot, uri).map(({ kind, range }) => {
    const { start, end } = positions.range(uri, range);
    return {
      startLine: start.line,
      endLine: end.line,
      ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }),
    };
  });
}

/** What "expand selection" takes, from the word to the file. */
export function selectionRange(snapshot: Snapshot, positions: Positions, uri: string, offset: number): SelectionRange {
  let around: SelectionRange | undefined;
  for (const range of [...selectionsAt(snapshot, uri, offset)].reverse()) {
    around = { range: positions.range(uri, range), ...(around && { parent: around }) };
  }
  return around ?? { range: positions.range(uri, { start: offset, end: offset }) };
}
