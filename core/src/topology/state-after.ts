import type { Fault } from '../failover/fault.ts';
import { effectOf } from '../failover/fault-effect.ts';
import type { FailoverModel } from '../failover/model.ts';
import { type ClusterState, initialState } from '../failover/state.ts';
import { advance, apply } from '../failover/timeline.ts';
import { masterDownInterval, second } from '../failover/timers.ts';

/** What every router is doing when all is well and then the faults have happened one after another, each settled. */
export function stateAfter(model: FailoverModel, faults: readonly Fault[]): ClusterState {
  const started = apply(
    model,
    initialState(model),
    model.nodes.map((node) => ({ kind: 'start', node })),
  );
  return faults.reduce(
    (state, fault) => {
      const effect = effectOf(model, fault);
      return settle(model, apply(model, state, [...effect.atOnce, ...effect.detected]));
    },
    settle(model, started),
  );
}

/** Waits until the longest timer has had its turn several times: nothing moves by itself after that. */
function settle(model: FailoverModel, state: ClusterState): ClusterState {
  const longest = model.routers.reduce(
    (time, router) => Math.max(time, masterDownInterval(router, 1, router.advertInterval)),
    second,
  );
  return advance(model, state, state.now + 4 * longest);
}
