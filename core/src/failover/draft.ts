import { priorityIn } from './current-priority.ts';
import type { FailoverModel } from './model.ts';
import type { EffectivePriority } from './priority.ts';
import type { RouterModel } from './router.ts';
import { type ClusterState, type RouterState, routerState } from './state.ts';
import { masterDownInterval } from './timers.ts';

/** One transition under construction: the state that it started from is never changed. */
export class Draft {
  state: ClusterState;
  readonly model: FailoverModel;
  /** What is received has waited while the receiver hung. */
  catchingUp = false;
  /** The routers of `state` once they are this draft's own. */
  #routers: RouterState[] | undefined;

  constructor(model: FailoverModel, state: ClusterState) {
    this.model = model;
    this.state = state;
  }

  /** What a router is doing so far. */
  own(router: RouterModel): RouterState {
    return routerState(this.state, router);
  }

  /** Something is taken for granted that neither the files nor the model can tell, in words. */
  assume(what: string): void {
    if (!this.state.assumed.includes(what)) this.state = { ...this.state, assumed: [...this.state.assumed, what] };
  }

  /** Its priority with all that is tracked so far. */
  priority(router: RouterModel): EffectivePriority {
    return priorityIn(this.state, router);
  }

  /** The router itself and the other members of its sync group. */
  syncMembers(router: RouterModel): readonly RouterModel[] {
    if (router.sync === undefined) return [router];
    return [router, ...this.model.routers.filter((other) => other !== router && other.sync === router.sync)];
  }

  /** The master down timer starts anew, from the router's own advertisement interval. */
  enterBackup(router: RouterModel, delay = 0): void {
    this.set(router, {
      status: 'BACKUP',
      holdsVips: false,
      masterInterval: router.advertInterval,
      wantsMaster: false,
      preemptAt: undefined,
    });
    this.wait(router, this.downInterval(router, router.advertInterval), delay);
  }

  /** How long it waits as a BACKUP of a master with that interval, in microseconds. */
  downInterval(router: RouterModel, masterInterval: number): number {
    return masterDownInterval(router, this.priority(router).value, masterInterval);
  }

  /** The timer of a BACKUP starts, after a delay. */
  wait(router: RouterModel, downTimer: number, delay = 0): void {
    this.set(router, { downTimer, timer: this.state.now + delay + downTimer });
  }

  /** Changes some of what a router is doing. */
  set(router: RouterModel, change: Partial<RouterState>): void {
    if (this.#routers === undefined) {
      this.#routers = [...this.state.routers];
      this.state = { ...this.state, routers: this.#routers };
    }
    const own = this.own(router);
    // Written out: this is where an exploration spends its time.
    this.#routers[router.index] = {
      status: change.status ?? own.status,
      holdsVips: change.holdsVips ?? own.holdsVips,
      timer: change.timer ?? own.timer,
      downTimer: change.downTimer ?? own.downTimer,
      masterInterval: change.masterInterval ?? own.masterInterval,
      wantsMaster: change.wantsMaster ?? own.wantsMaster,
      preemptAt: 'preemptAt' in change ? change.preemptAt : own.preemptAt,
      delayedUntil: change.delayedUntil ?? own.delayedUntil,
      unread: change.unread ?? own.unread,
    };
  }
}
