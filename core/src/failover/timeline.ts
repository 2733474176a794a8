import type { FailoverModel } from './model.ts';
import type { ClusterEvent, ClusterState } from './state.ts';
import { next } from './transition.ts';

/** The earliest timer of a state, Infinity when nothing will happen by itself. Microseconds since the start. */
export function nextTimer(state: ClusterState): number {
  return state.routers.reduce((earliest, router) => Math.min(earliest, router.timer), Number.POSITIVE_INFINITY);
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
    const at = nextTimer(current);
    if (at > until) return { ...current, now: Math.max(current.now, until) };
    const router = current.routers.findIndex((candidate) => candidate.timer === at);
    current = next(model, { ...current, now: at }, { kind: 'timer', router });
    onState(current);
  }
}

/** A state after several events at one moment. */
export function apply(model: FailoverModel, state: ClusterState, events: readonly ClusterEvent[]): ClusterState {
  return events.reduce((current, event) => next(model, current, event), state);
}
