import { Draft } from './draft.ts';
import type { FailoverModel } from './model.ts';
import type { ClusterEvent, ClusterState } from './state.ts';
import { expire, next } from './transition.ts';

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
 * order of the model.
 */
export function advance(model: FailoverModel, state: ClusterState, until: number): ClusterState {
  const draft = new Draft(model, state);
  const timers = draft.runningTimers();
  while (timers.firstTime <= until && timers.firstTime !== Number.POSITIVE_INFINITY) {
    draft.now = Math.max(draft.now, timers.firstTime);
    expire(draft, timers.first);
  }
  draft.now = Math.max(draft.now, until);
  return draft.result();
}

/** A state after several events at one moment. */
export function apply(model: FailoverModel, state: ClusterState, events: readonly ClusterEvent[]): ClusterState {
  return events.reduce((current, event) => next(model, current, event), state);
}
