import type { Version } from '../base/version.ts';
import type { Cluster, FileSite } from '../cluster/cluster.ts';
import type { Fault } from '../failover/fault.ts';
import { buildTopology } from './build.ts';
import type { Diagram } from './diagram.ts';
import { layout } from './layout.ts';
import { summaryOf, titleOf } from './summary.ts';

export interface PictureOptions {
  /** The keepalived that runs on the nodes. */
  readonly keepalived: Version;
  /** What has happened, in this order; empty: all is well. */
  readonly faults: readonly Fault[];
  /** The 1-based line of a place. */
  readonly lineOf: (at: FileSite) => number;
}

/** The picture of a cluster in the state after some faults. */
export function clusterDiagram(cluster: Cluster, { keepalived, faults, lineOf }: PictureOptions): Diagram {
  const topology = buildTopology(cluster, keepalived, faults);
  return {
    cluster: topology.cluster,
    title: titleOf(topology),
    summary: summaryOf(topology),
    faults: topology.faults,
    verdict: topology.vips.every((vip) => vip.verdict === 'ok') ? 'ok' : 'danger',
    ...layout(topology, lineOf),
  };
}
