import { type Cluster, type FileSite, filesOfNode } from '#core/cluster/cluster.ts';
import { type Fault, parseFault } from '#core/failover/fault.ts';
import { failoverModel } from '#core/failover/model.ts';
import { predict } from '#core/failover/predict.ts';
import { clusterReport } from '#core/failover/report.ts';
import { locate } from '#core/workspace/locate.ts';
import { predictSingleFaults } from '#core/workspace/single-faults.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { ClusterInfo, ClusterQuery, ClustersResult, FailoverQuery, FailoverResult } from '../protocol.ts';

export function clusters(snapshot: Snapshot): ClustersResult {
  return snapshot.clusters().map(clusterInfo);
}

/** The prediction for the asked faults, or for every single fault when none is asked. */
export function failover(snapshot: Snapshot, query: FailoverQuery): FailoverResult {
  const cluster = findCluster(snapshot, query.cluster);
  if (!cluster) return null;
  const { keepalived } = snapshot.settings;
  const faults = faultsOf(cluster, snapshot, query);
  const prediction = query.singleFaults
    ? predictSingleFaults(cluster, keepalived)
    : predict(cluster, { keepalived, ...(faults.length > 0 && { faults: [faults] }) });
  return clusterReport(prediction, (at) => lineOf(snapshot, at));
}

export function findCluster(snapshot: Snapshot, id: string): Cluster | undefined {
  return snapshot.clusters().find((cluster) => cluster.id === id);
}

/** A fault that was chosen before an edit may name what is no longer there: it is left out. */
export function faultsOf(cluster: Cluster, snapshot: Snapshot, query: ClusterQuery): Fault[] {
  const model = failoverModel(cluster, snapshot.settings.keepalived);
  return (query.faults ?? []).flatMap((text) => {
    const fault = parseFault(model, text);
    return 'error' in fault ? [] : [fault];
  });
}

/** 1-based. */
function lineOf(snapshot: Snapshot, at: FileSite): number {
  return locate(snapshot, at).start.line + 1;
}

function clusterInfo(cluster: Cluster): ClusterInfo {
  const files = new Map<string, string[]>();
  for (const node of cluster.nodes) {
    for (const { path } of filesOfNode(node)) {
      files.set(path, [...(files.get(path) ?? []), node.name]);
    }
  }
  return {
    id: cluster.id,
    name: cluster.name,
    nodes: cluster.nodes.map((node) => node.name),
    why: cluster.why,
    files: [...files].map(([uri, nodes]) => ({ uri, nodes })),
  };
}
