import { Work } from '#core/base/work.ts';
import { type Cluster, type FileSite, filesOfNode } from '#core/cluster/cluster.ts';
import { type Fault, parseFault } from '#core/failover/fault.ts';
import { predictSteps } from '#core/failover/predict.ts';
import type { Prediction } from '#core/failover/prediction.ts';
import { clusterReport } from '#core/failover/report.ts';
import { failoverIn } from '#core/workspace/failover-in.ts';
import { locate } from '#core/workspace/locate.ts';
import { singleFaultWork } from '#core/workspace/single-faults.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { ClusterInfo, ClusterQuery, ClustersResult, FailoverQuery, FailoverResult } from '../protocol.ts';

export function clusters(snapshot: Snapshot): ClustersResult {
  return snapshot.clusters().map(clusterInfo);
}

/** Does work about a cluster while other requests are answered, anew where the cluster changes; undefined: there is none. */
export type ResultOf = <Result>(
  workFor: (snapshot: Snapshot) => readonly [Cluster, Work<Result>] | undefined,
) => Promise<Result | undefined>;

/** The prediction for the asked faults, or for every single fault when none is asked. */
export async function failover(
  now: () => { readonly snapshot: Snapshot },
  query: FailoverQuery,
  resultOf: ResultOf,
): Promise<FailoverResult> {
  const prediction = await resultOf((snapshot) => {
    const cluster = findCluster(snapshot, query.cluster);
    return cluster && [cluster, predictionWork(snapshot, cluster, query)];
  });
  const { snapshot } = now();
  // The cluster may be gone in the moment in which it was predicted.
  return prediction && snapshot.clusters().includes(prediction.cluster)
    ? clusterReport(prediction, (at) => lineOf(snapshot, at))
    : null;
}

function predictionWork(snapshot: Snapshot, cluster: Cluster, query: FailoverQuery): Work<Prediction> {
  if (query.singleFaults) return singleFaultWork(cluster, snapshot.versionsOf(cluster));
  const faults = faultsOf(cluster, snapshot, query);
  return new Work(() =>
    predictSteps(failoverIn(snapshot, cluster), { maxCost, ...(faults.length > 0 && { faults: [faults] }) }),
  );
}

/** Timers that run out, after which the rest is left out: some seconds, in which other requests are answered. */
const maxCost = 5_000_000;

export function findCluster(snapshot: Snapshot, id: string): Cluster | undefined {
  return snapshot.clusters().find((cluster) => cluster.id === id);
}

/** A fault that was chosen before an edit may name what is no longer there: it is left out. */
export function faultsOf(cluster: Cluster, snapshot: Snapshot, query: ClusterQuery): Fault[] {
  const failover = failoverIn(snapshot, cluster);
  return (query.faults ?? []).flatMap((text) => {
    const fault = parseFault(failover, text);
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
