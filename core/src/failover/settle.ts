import type { FailoverModel } from './model.ts';
import type { ClusterState } from './state.ts';
import { nextTimer } from './timeline.ts';
import { masterDownInterval, second } from './timers.ts';
import { next } from './transition.ts';

/**
 * Lets time pass until nothing changes any more but the clock: from one advertisement of a master to its next, all
 * routers and all timers are the same. What never comes to rest (two virtual routers that disturb each other) is left
 * after twice the longest time that any router waits. `onState` sees each state on the way.
 *
 * The state returned is one right after an advertisement, if anybody advertises.
 */
export function settle(
  model: FailoverModel,
  state: ClusterState,
  onState: (state: ClusterState) => void = () => {},
): ClusterState {
  const until = state.now + 2 * longestWait(model);
  let current = state;
  let last: { readonly router: number; readonly state: ClusterState } | undefined;
  for (;;) {
    const timer = nextTimer(model, current);
    if (!timer || timer.at > until) return current;
    current = next(
      model,
      { ...current, now: Math.max(current.now, timer.at) },
      { kind: 'timer', router: timer.router },
    );
    onState(current);
    if (current.routers[timer.router]?.status !== 'MASTER') last = undefined;
    else if (last?.router === timer.router) {
      if (repeats(last.state, current)) return current;
      last = { router: timer.router, state: current };
    } else if (last === undefined || current.routers[last.router]?.status !== 'MASTER') {
      last = { router: timer.router, state: current };
    }
  }
}

/** Longer than any router waits before it acts, in microseconds. */
export function longestWait(model: FailoverModel): number {
  return model.routers.reduce(
    (longest, router) =>
      Math.max(
        longest,
        2 * masterDownInterval(router, 1, router.advertInterval) + router.preemptDelay + router.startupDelay,
      ),
    second,
  );
}

/** Whether two states differ by their clocks only. */
function repeats(a: ClusterState, b: ClusterState): boolean {
  return a.routers.every((old, index) => {
    const own = b.routers[index];
    return (
      own !== undefined &&
      old.status === own.status &&
      old.holdsVips === own.holdsVips &&
      old.masterInterval === own.masterInterval &&
      old.wantsMaster === own.wantsMaster &&
      // A delay that counts down will end in a change.
      (own.preemptAt === undefined || own.preemptAt <= b.now) &&
      old.timer - a.now === own.timer - b.now
    );
  });
}
