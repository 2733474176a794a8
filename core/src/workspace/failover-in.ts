import type { Cluster } from '../cluster/cluster.ts';
import type { Failover } from '../failover/engine.ts';
import { failoverOf } from '../failover/engines.ts';
import type { Snapshot } from './snapshot.ts';

/** What can be asked of a cluster of a workspace, with the versions that run on its nodes. */
export function failoverIn(snapshot: Snapshot, cluster: Cluster): Failover {
  return failoverOf(cluster, snapshot.versionsOf(cluster));
}
