import type { TextRange } from '../../base/text-range.ts';
import type { BlockSyntax } from './parser.ts';
import { statementsAround } from './roles.ts';

/** What stands between the braces around a place, and with them and their header. */
export function keepalivedRanges(chunk: BlockSyntax, offset: number): readonly TextRange[] {
  return statementsAround(chunk, offset).flatMap(({ range, block }) =>
    block?.close ? [{ start: block.open.end, end: block.close.start }, range] : [range],
  );
}
