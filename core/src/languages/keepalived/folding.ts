import { memo } from '../../base/memo.ts';
import { lineAt } from '../../syntax/chunk.ts';
import { commentRuns, type Fold } from '../../syntax/fold.ts';
import type { BlockSyntax } from './parser.ts';
import type { Statement } from './statement-tree.ts';

/** What can be folded in a chunk: blocks and comments of several lines. The closing brace stays in sight. */
export const foldsIn: (chunk: BlockSyntax) => readonly Fold[] = memo((chunk: BlockSyntax) => {
  const folds: Fold[] = [];
  const lineOf = (offset: number): number => lineAt(chunk, offset)?.index ?? 0;
  const visit = (statements: readonly Statement[]): void => {
    for (const { block, range } of statements) {
      if (!block) continue;
      const first = lineOf(range.start);
      const last = block.close ? lineOf(block.close.start) - 1 : lineOf(range.end);
      if (last > first) folds.push({ kind: 'block', first, last });
      visit(block.statements);
    }
  };
  visit(chunk.statements);
  return [...folds, ...commentRuns(chunk)].sort((a, b) => a.first - b.first);
});
