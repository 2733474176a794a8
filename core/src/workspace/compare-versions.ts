import type { Versions } from '../languages/programs.ts';
import type { Finding } from '../lint/finding.ts';
import { absoluteRange } from '../syntax/chunk.ts';
import { withForced } from './settings.ts';
import { Snapshot } from './snapshot.ts';

/** What another version of the programs would say differently. */
export interface VersionDifference {
  /** Findings that it adds, file by file. */
  readonly added: readonly Finding[];
  /** Findings that are there now and would go. */
  readonly gone: readonly Finding[];
}

/**
 * Compares the findings of two versions of one program, or of both: what would break, and what would be mended. Without `from`, the
 * versions count that files, folders and settings ask for.
 */
export function compareVersions(snapshot: Snapshot, from: Versions | undefined, to: Versions): VersionDifference {
  const findingsOf = (versions: typeof from): ReadonlyMap<string, Finding> => {
    const other = versions
      ? new Snapshot(snapshot.files, withForced(snapshot.settings, versions), undefined, { known: snapshot.languages })
      : snapshot;
    return new Map(other.findings().map((finding) => [keyOf(other, finding), finding]));
  };
  const before = findingsOf(from);
  const after = findingsOf(to);
  return {
    added: [...after].filter(([key]) => !before.has(key)).map(([, finding]) => finding),
    gone: [...before].filter(([key]) => !after.has(key)).map(([, finding]) => finding),
  };
}

/** The same place and rule with another message is the same finding, unless it got worse or better. */
function keyOf(snapshot: Snapshot, { rule, severity, at }: Finding): string {
  const file = snapshot.files.get(at.path);
  const start = file ? absoluteRange(file.syntax, at.site).start : 0;
  return `${at.path} ${start} ${rule} ${severity}`;
}
