import { type LineColumn, lineColumnAt } from '../base/line-index.ts';
import type { FileSite } from '../cluster/cluster.ts';
import { absoluteRange } from '../syntax/chunk.ts';
import type { Snapshot } from './snapshot.ts';
import { linesOf } from './source-file.ts';

/** A range of a file by lines and columns, all counted from 0; columns in UTF-16 units. */
export interface LineRange {
  readonly start: LineColumn;
  readonly end: LineColumn;
}

/** Where a site is in the files of a snapshot. A site of a file that is gone lies at its start. */
export function locate(snapshot: Snapshot, at: FileSite): LineRange {
  const file = snapshot.files.get(at.path);
  if (!file) return { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  const range = absoluteRange(file.syntax, at.site);
  const lines = linesOf(file);
  return { start: lineColumnAt(lines, range.start), end: lineColumnAt(lines, range.end) };
}
