import { query } from '../base/query.ts';
import { Work } from '../base/work.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { type ClusterVersions, versionKey } from '../cluster/versions.ts';
import { failoverOf } from '../failover/engines.ts';
import { faultSets } from '../failover/fault-sets.ts';
import { predictSteps } from '../failover/predict.ts';
import type { Prediction } from '../failover/prediction.ts';

/** After so many timers that run out, faults are left out, and the prediction says how many. */
const maxCost = 5_000_000;

/**
 * What every single fault does to a cluster, without the histories that follow: quick enough for every keystroke where
 * the cluster is not large. A cluster that an edit does not touch is the same object, and is predicted once.
 */
export const singleFaultWork: (cluster: Cluster, versions: ClusterVersions) => Work<Prediction> = query(
  (cluster: Cluster, versions: ClusterVersions) =>
    new Work(() => {
      const failover = failoverOf(cluster, versions);
      return predictSteps(failover, { faults: [...faultSets(failover.singleFaults(), 1)], maxCost });
    }),
  { same: ([versions], [others]) => versionKey(versions) === versionKey(others) },
);

/** The same, however long it takes. */
export function predictSingleFaults(cluster: Cluster, versions: ClusterVersions): Prediction {
  return singleFaultWork(cluster, versions).finish();
}
