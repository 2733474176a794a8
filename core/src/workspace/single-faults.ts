import { query } from '../base/query.ts';
import { Work } from '../base/work.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { type KeepalivedVersions, versionKey } from '../cluster/versions.ts';
import type { Prediction } from '../failover/prediction.ts';
import { faultSets } from '../failover/vrrp/fault-effect.ts';
import { failoverModel } from '../failover/vrrp/model.ts';
import { predictSteps } from '../failover/vrrp/predict.ts';

/** After so many timers that run out, faults are left out, and the prediction says how many. */
const maxCost = 5_000_000;

/**
 * What every single fault does to a cluster, without the histories that follow: quick enough for every keystroke where
 * the cluster is not large. A cluster that an edit does not touch is the same object, and is predicted once.
 */
export const singleFaultWork: (cluster: Cluster, keepalived: KeepalivedVersions) => Work<Prediction> = query(
  (cluster: Cluster, keepalived: KeepalivedVersions) =>
    new Work(() => {
      const faults = [...faultSets(failoverModel(cluster, keepalived), 1)];
      return predictSteps(cluster, { keepalived, faults, maxCost });
    }),
  { same: ([versions], [others]) => versionKey(versions) === versionKey(others) },
);

/** The same, however long it takes. */
export function predictSingleFaults(cluster: Cluster, keepalived: KeepalivedVersions): Prediction {
  return singleFaultWork(cluster, keepalived).finish();
}
