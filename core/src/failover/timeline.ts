import type { FailoverModel } from './model.ts';
import type { ClusterEvent, ClusterState } from './state.ts';
import { next } from './transition.ts';

/** The router that acts next by itself, and when (microseconds since the start); undefined when none ever will. */
export function nextTimer(model: FailoverModel, state: ClusterState): { at: number; router: number } | undefined {
  let earliest: { at: number; router: number } | undefined;
  for (const router of model.routers) {
    const at = state.routers[router.index]?.timer ?? Number.POSITIVE_INFINITY;
    if (at >= (earliest?.at ?? Number.POSITIVE_INFINITY) || state.nodes[router.nodeIndex]?.frozen) continue;
    earliest = { at, router: router.index };
  }
  return earliest;
}

/**
 * Lets time pass up to `until` (microseconds): every timer that expires on the way acts, in order, equal times in the
 * order of the model. `onState` sees each state that such an action leads to.
 */
export function advance(
  model: FailoverModel,
  state: ClusterState,
  until: number,
  onState: (state: ClusterState) => void = () => {},
): ClusterState {
  let current = state;
  for (;;) {
    const timer = nextTimer(model, current);
    if (!timer || timer.at > until) return { ...current, now: Math.max(current.now, until) };
    const now = Math.max(current.now, timer.at);
    current = next(model, { ...current, now }, { kind: 'timer', router: timer.router });
    onState(current);
  }
}

/** A state after several events at one moment. */
export function apply(model: FailoverModel, state: ClusterState, events: readonly ClusterEvent[]): ClusterState {
  return events.reduce((current, event) => next(model, current, event), state);
}
