import { query as kept } from '#core/base/query.ts';
import type { Steps } from '#core/base/steps.ts';
import { Work } from '#core/base/work.ts';
import type { Cluster } from '#core/cluster/cluster.ts';
import { timeLineOf } from '#core/topology/time-line.ts';
import { type ClusterPicture, clusterPicture } from '#core/workspace/cluster-picture.ts';
import { elementsAt as coreElementsAt } from '#core/workspace/elements.ts';
import { exportDiagram, exportHtmlSteps, exportMermaid, exportRunbook, exportSvg } from '#core/workspace/export.ts';
import { failoverIn } from '#core/workspace/failover-in.ts';
import { locate } from '#core/workspace/locate.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';
import type {
  ClusterQuery,
  ElementFinding,
  ElementFindingsResult,
  ElementsQuery,
  ExportQuery,
  TimeLineResult,
  TopologyQuery,
  TopologyResult,
} from '../protocol.ts';
import { faultsOf, findCluster, type ResultOf } from './clusters.ts';

export function topology(snapshot: Snapshot, query: TopologyQuery): TopologyResult {
  return pictureFor(snapshot, query)?.diagram ?? null;
}

export function elementFindings(snapshot: Snapshot, query: TopologyQuery): ElementFindingsResult {
  const findings = pictureFor(snapshot, query)?.findings ?? [];
  return findings.map(({ element, finding }): ElementFinding => {
    const { start } = locate(snapshot, finding.at);
    return {
      element,
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      path: finding.at.path,
      line: start.line + 1,
      column: start.column + 1,
      fixes: (finding.fixes ?? []).map(({ title }) => title),
    };
  });
}

export function timeLine(snapshot: Snapshot, query: ClusterQuery): TimeLineResult {
  const cluster = findCluster(snapshot, query.cluster);
  if (!cluster) return null;
  return timeLineOf(failoverIn(snapshot, cluster), faultsOf(cluster, snapshot, query)) ?? null;
}

export function elementsAt(snapshot: Snapshot, positions: Positions, query: ElementsQuery): readonly string[] {
  const cluster = findCluster(snapshot, query.cluster);
  if (!cluster) return [];
  const offset = positions.offset(query.uri, { line: query.line, character: 0 });
  return coreElementsAt(snapshot, cluster, query.uri, offset);
}

/** The text of a file that shows the cluster. */
export async function exportPicture(query: ExportQuery, resultOf: ResultOf): Promise<string | null> {
  const text = await resultOf((snapshot) => {
    const cluster = findCluster(snapshot, query.cluster);
    return cluster && [cluster, new Work(() => exportSteps(snapshot, cluster, query))];
  });
  return text ?? null;
}

function* exportSteps(snapshot: Snapshot, cluster: Cluster, query: ExportQuery): Steps<string> {
  const faults = faultsOf(cluster, snapshot, query);
  const options = {
    faults,
    ...(query.emphasis && { emphasis: query.emphasis }),
    ...(query.open && { open: query.open }),
  };
  switch (query.format) {
    case 'svg':
      return exportSvg(snapshot, cluster, options);
    case 'mermaid':
      return exportMermaid(snapshot, cluster, faults);
    case 'runbook':
      return exportRunbook(snapshot, cluster, faults);
    case 'html':
      return yield* exportHtmlSteps(snapshot, [cluster], query.script ?? '');
    case 'json':
      return `${JSON.stringify(exportDiagram(snapshot, cluster, options), null, 2)}\n`;
  }
}

/** The last picture of each snapshot is kept: its findings are asked for right after it. */
const pictureFor = kept(
  (snapshot: Snapshot, asked: TopologyQuery): ClusterPicture | undefined => {
    const cluster = findCluster(snapshot, asked.cluster);
    if (!cluster) return undefined;
    return clusterPicture(snapshot, cluster, {
      faults: faultsOf(cluster, snapshot, asked),
      ...(asked.emphasis && { emphasis: asked.emphasis }),
      ...(asked.open && { open: asked.open }),
      ...(asked.atMs !== undefined && { atMs: asked.atMs }),
    });
  },
  { same: ([asked], [other]) => JSON.stringify(asked) === JSON.stringify(other) },
);
