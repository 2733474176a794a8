import { compareVersions, type Version } from '../base/version.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { faultSets } from '../failover/fault-effect.ts';
import { failoverModel } from '../failover/model.ts';
import { predict } from '../failover/predict.ts';
import type { Prediction } from '../failover/prediction.ts';

const known = new WeakMap<Cluster, { readonly keepalived: Version; readonly prediction: Prediction }>();

/**
 * What every single fault does to a cluster, without the histories that follow: quick enough for every keystroke.
 * A cluster that an edit does not touch is the same object, and is predicted once.
 */
export function predictSingleFaults(cluster: Cluster, keepalived: Version): Prediction {
  const found = known.get(cluster);
  if (found && compareVersions(found.keepalived, keepalived) === 0) return found.prediction;
  const faults = [...faultSets(failoverModel(cluster, keepalived), 1)];
  const prediction = predict(cluster, { keepalived, faults });
  known.set(cluster, { keepalived, prediction });
  return prediction;
}
