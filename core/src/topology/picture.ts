import type { Version } from '../base/version.ts';
import type { Cluster, FileSite } from '../cluster/cluster.ts';
import type { Fault } from '../failover/fault.ts';
import type { Diagram } from './diagram.ts';

export interface PictureOptions {
  /** The keepalived that runs on the nodes. */
  readonly keepalived: Version;
  /** What has happened, in this order; empty: all is well. */
  readonly faults: readonly Fault[];
  /** The 1-based line of a place. */
  readonly lineOf: (at: FileSite) => number;
}

/** The picture of a cluster in the state after some faults. */
export function clusterDiagram(cluster: Cluster, _options: PictureOptions): Diagram {
  return {
    cluster: cluster.id,
    title: cluster.name,
    summary: [],
    faults: [],
    verdict: 'ok',
    width: 0,
    height: 0,
    boxes: [],
    edges: [],
  };
}
