import { formatVersion, parseVersion } from '#core/base/version.ts';
import { versionOf } from '#core/languages/programs.ts';
import type { Finding } from '#core/lint/finding.ts';
import { compareVersions } from '#core/workspace/compare-versions.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { hasDirectives } from '#core/workspace/source-file.ts';
import type { Positions } from '../positions.ts';
import type { CompareParams, CompareResult, DifferentFinding, TargetResult } from '../protocol.ts';

/** The version that a document is checked for, and whether a comment in it says so; null for other documents. */
export function targetVersion(snapshot: Snapshot, uri: string): TargetResult {
  const file = snapshot.files.get(uri);
  const program = file?.language.program;
  if (!program) return null;
  const version = snapshot.versionFor(file);
  return {
    program: program.id,
    version: formatVersion(version),
    byComment: hasDirectives(file) && version !== versionOf(snapshot.settings.versions, program),
  };
}

/** What another version of a program would report of all files, and what it would no longer report. */
export function compareWith(
  snapshot: Snapshot,
  positions: Positions,
  { program, version }: CompareParams,
): CompareResult {
  const to = parseVersion(version);
  if (!to) return { added: [], gone: [] };
  const { added, gone } = compareVersions(snapshot, undefined, new Map([[program, to]]));
  const told = (finding: Finding): DifferentFinding => ({
    uri: finding.at.path,
    range: positions.siteRange(finding.at),
    severity: finding.severity,
    rule: finding.rule,
    message: finding.message,
  });
  return { added: added.map(told), gone: gone.map(told) };
}
