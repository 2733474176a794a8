import { parseVersion, type Version } from '#core/base/version.ts';
import { programsOf } from '#core/languages/languages.ts';
import type { Program } from '#core/languages/programs.ts';
import { compareVersions } from '#core/workspace/compare-versions.ts';
import type { FileProblem } from '#core/workspace/file-problem.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Args } from './args.ts';
import { type CheckReport, checkReport, reported } from './check-report.ts';
import { versionError } from './versions.ts';

/** The versions that `--compare` asks about: of the program whose version is given as well. */
export interface ComparedVersions {
  readonly program: Program;
  readonly from: Version;
  readonly to: Version;
}

/** Undefined without `--compare`. */
export function comparedVersions(args: Args): ComparedVersions | { readonly error: string } | undefined {
  const other = args.value('compare');
  if (other === undefined) return undefined;
  const given = programsOf().filter(({ id }) => args.has(id));
  const [program] = given;
  if (!program || given.length > 1) {
    return { error: '--compare needs the version to compare with: give --haproxy or --keepalived, one of the two' };
  }
  const fault = versionError(program, other);
  if (fault !== undefined) return { error: fault.replace(`--${program.id}`, '--compare') };
  return { program, from: parseVersion(other) ?? [], to: parseVersion(args.value(program.id) ?? '') ?? [] };
}

/** What one version reports and the other does not. Files that cannot be read are reported by both. */
export function comparisonReport(
  snapshot: Snapshot,
  problems: readonly FileProblem[],
  { program, from, to }: ComparedVersions,
): CheckReport {
  const { added, gone } = compareVersions(snapshot, new Map([[program.id, from]]), new Map([[program.id, to]]));
  return { ...checkReport(snapshot, problems, added), gone: reported(snapshot, gone) };
}
