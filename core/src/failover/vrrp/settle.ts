import { memo } from '../../base/memo.ts';
import type { Steps } from '../../base/steps.ts';
import { Draft } from './draft.ts';
import type { FailoverModel } from './model.ts';
import type { ClusterState, RouterState } from './state.ts';
import { masterDownInterval, second } from './timers.ts';
import { expire } from './transition.ts';

/** A state on its way to rest. */
class Settling {
  /** Timers that have run out so far. */
  steps = 0;
  private readonly draft: Draft;
  private readonly until: number;
  private readonly onMove: (state: ClusterState) => void;
  /** Right after the last advertisement of the master that is compared with itself. */
  private last: { readonly router: number; readonly now: number; readonly routers: readonly RouterState[] } | undefined;
  private moves = -1;
  private isOver = false;
  private isCalm = true;

  /** `onMove` sees the state after the first step and whenever a router has taken or given up its addresses. */
  constructor(model: FailoverModel, state: ClusterState, onMove: (state: ClusterState) => void = () => {}) {
    this.draft = new Draft(model, state);
    this.until = state.now + 2 * longestWait(model);
    this.onMove = onMove;
  }

  /** Goes on for at most so many steps; true: it is at rest, or will never be. */
  run(steps: number): boolean {
    for (let left = steps; left > 0 && !this.isOver; left--) this.step();
    return this.isOver;
  }

  /** Nothing but masters' advertisements happened, and the first one that was compared was as the one before it. */
  get wasAtRest(): boolean {
    return this.isOver && this.isCalm;
  }

  /** The state at rest, once it is. */
  get state(): ClusterState {
    return this.draft.result();
  }

  private step(): void {
    const { draft } = this;
    const timers = draft.runningTimers();
    const { first, firstTime } = timers;
    if (firstTime === Number.POSITIVE_INFINITY || firstTime > this.until) {
      this.isCalm = false;
      this.isOver = true;
      return;
    }
    if (++this.steps > mostSteps) {
      draft.assume(neverAtRest);
      this.isOver = true;
      return;
    }
    draft.now = Math.max(draft.now, firstTime);
    if (draft.routers[first]?.status !== 'MASTER') this.isCalm = false;
    expire(draft, first);
    if (draft.moves !== this.moves) {
      this.moves = draft.moves;
      this.onMove(draft);
    }
    this.compare(first);
  }

  /** At rest, each master does what it did an interval ago. One is compared, as long as it is master. */
  private compare(router: number): void {
    const { draft, last } = this;
    if (draft.routers[router]?.status !== 'MASTER') this.last = undefined;
    else if (last?.router === router) {
      if (repeats(last, draft)) this.isOver = true;
      else {
        this.isCalm = false;
        this.keep(router);
      }
    } else if (last === undefined || draft.routers[last.router]?.status !== 'MASTER') this.keep(router);
  }

  private keep(router: number): void {
    this.last = { router, now: this.draft.now, routers: [...this.draft.routers] };
  }
}

/** Nothing that people configure needs nearly as many. */
const mostSteps = 1_000_000;

/** What is taken for granted where the limit was reached. */
export const neverAtRest = `the timers were followed for ${mostSteps} steps and did not come to rest, so what is said here may be but a moment`;

/** What a timer that runs out costs: all that hear the router look at what it sends. 1 for the few of a usual cluster. */
const stepCost: (model: FailoverModel) => number = memo((model: FailoverModel) => {
  const heard = model.hearers.reduce((sum, hearers) => sum + hearers.length, 0);
  return 1 + Math.floor(heard / Math.max(1, model.routers.length) / 8);
});

/** What one piece of work costs. */
const pieceCost = 1000;

/**
 * Lets time pass until nothing changes any more but the clock: from one advertisement of a master to its next, all
 * routers and all timers are the same. What never comes to rest (two virtual routers that disturb each other) is left
 * after twice the longest time that any router waits.
 *
 * The state returned is one right after an advertisement, if anybody advertises.
 */
export function* settleSteps(
  model: FailoverModel,
  state: ClusterState,
  onMove: (state: ClusterState) => void = () => {},
): Steps<ClusterState> {
  const settling = new Settling(model, state, onMove);
  const cost = stepCost(model);
  const pieceSteps = Math.ceil(pieceCost / cost);
  let told = 0;
  while (!settling.run(pieceSteps)) {
    yield (settling.steps - told) * cost;
    told = settling.steps;
  }
  return settling.state;
}

/** What a state at rest looks like an interval later, right after an advertisement; undefined when it is not at rest. */
export function restOf(model: FailoverModel, state: ClusterState): ClusterState | undefined {
  const settling = new Settling(model, state);
  settling.run(pieceCost);
  if (!settling.wasAtRest) return undefined;
  const rest = settling.state;
  return rest.routers.every(({ status }, index) => status === state.routers[index]?.status) ? rest : undefined;
}

/** What an event costs, in timers of a small cluster that run out: all routers are looked at. */
export const eventCost = (model: FailoverModel): number => 20 + model.routers.length;

/** Longer than any router waits before it acts, in microseconds. */
export const longestWait: (model: FailoverModel) => number = memo((model: FailoverModel) =>
  model.routers.reduce(
    (longest, router) =>
      Math.max(
        longest,
        2 * masterDownInterval(router, 1, router.advertInterval) + router.preemptDelay + router.startupDelay,
      ),
    second,
  ),
);

/** Whether two states differ by their clocks only. */
function repeats(a: Pick<ClusterState, 'now' | 'routers'>, b: ClusterState): boolean {
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
