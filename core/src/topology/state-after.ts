import type { Fault } from '../failover/fault.ts';
import type { FailoverModel } from '../failover/vrrp/model.ts';
import { predict } from '../failover/vrrp/predict.ts';
import type { ClusterState } from '../failover/vrrp/state.ts';

/** What every router is doing when all is well and then the faults have happened one after another, each settled. */
export function stateAfter(model: FailoverModel, faults: readonly Fault[]): ClusterState {
  const [first] = model.routers;
  const prediction = predict(model.cluster, { keepalived: first?.facts.keepalived ?? [], faults: [faults] });
  return prediction.faults[0]?.state ?? prediction.steadyState;
}
