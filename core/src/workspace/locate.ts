import type { FileSite } from '../cluster/cluster.ts';
import { fileStart, type LineRange, linesOfSite } from '../syntax/site-lines.ts';
import type { Snapshot } from './snapshot.ts';

/** Where a site is in the files of a snapshot. A site of a file that is gone lies at its start. */
export function locate(snapshot: Snapshot, { path, site }: FileSite): LineRange {
  const file = snapshot.files.get(path);
  return file ? linesOfSite(file.syntax, site) : { start: fileStart, end: fileStart };
}
