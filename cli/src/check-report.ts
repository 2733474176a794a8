import { type FileSite, filesOfNode } from '#core/cluster/cluster.ts';
import type { LanguageId } from '#core/languages/language.ts';
import { type Finding, type Severity, severities } from '#core/lint/finding.ts';
import { type FileProblem, problemRule } from '#core/workspace/file-problem.ts';
import { locate } from '#core/workspace/locate.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';

/** What `check` found, in the form that every reporter prints; as JSON it is a contract with other programs. */
export interface CheckReport {
  readonly version: 1;
  readonly files: readonly CheckedFile[];
  readonly clusters: readonly CheckedCluster[];
  /** By path, then by place. */
  readonly findings: readonly ReportedFinding[];
  /** With `--compare`: what the other version reports and this one does not. `findings` is then what this one adds. */
  readonly gone?: readonly ReportedFinding[];
}

export interface CheckedFile {
  readonly path: string;
  readonly language: LanguageId;
  /** The machines of clusters that the file belongs to. */
  readonly nodes: readonly string[];
}

export interface CheckedCluster {
  readonly name: string;
  readonly nodes: readonly string[];
  readonly why: readonly string[];
}

/** Lines and columns count from 1, columns in UTF-16 units. */
export interface ReportedPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ReportedFinding extends ReportedPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (ReportedPlace & { readonly message: string })[];
}

/** The findings are all of the snapshot unless others are given. */
export function checkReport(
  snapshot: Snapshot,
  problems: readonly FileProblem[],
  findings: readonly Finding[] = snapshot.findings(),
): CheckReport {
  const clusters = snapshot.clusters();
  const nodesOf = new Map<string, Set<string>>();
  for (const node of clusters.flatMap((cluster) => cluster.nodes)) {
    for (const { path } of filesOfNode(node)) {
      const known = nodesOf.get(path) ?? new Set();
      nodesOf.set(path, known.add(node.name));
    }
  }
  return {
    version: 1,
    files: [...snapshot.files.values()].map(({ path, language }) => ({
      path,
      language: language.id,
      nodes: [...(nodesOf.get(path) ?? [])],
    })),
    clusters: clusters.map(({ name, nodes, why }) => ({ name, nodes: nodes.map((node) => node.name), why })),
    findings: [...reported(snapshot, findings), ...problems.map(problemFinding)].sort(byPlace),
  };
}

/** How many findings of each severity there are. */
export function countBySeverity(findings: readonly ReportedFinding[]): ReadonlyMap<Severity, number> {
  return new Map(
    severities.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
  );
}

/** Findings of a snapshot in the form of the report. */
export function reported(snapshot: Snapshot, findings: readonly Finding[]): ReportedFinding[] {
  return findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    ...placeOf(snapshot, finding.at),
    related: finding.related.map((related) => ({ ...placeOf(snapshot, related.at), message: related.message })),
  }));
}

function placeOf(snapshot: Snapshot, at: FileSite): ReportedPlace {
  const { start, end } = locate(snapshot, at);
  return {
    path: at.path,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}

function problemFinding({ kind, path, message }: FileProblem): ReportedFinding {
  const place = { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { rule: problemRule(kind), severity: 'error', message, ...place, related: [] };
}

function byPlace(a: ReportedFinding, b: ReportedFinding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (
    a.line - b.line ||
    a.column - b.column ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
