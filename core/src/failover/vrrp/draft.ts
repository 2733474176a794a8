import type { Standing } from '../standing.ts';
import { priorityIn } from './current-priority.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import type { RouterModel } from './router.ts';
import { type ClusterState, type NodeState, type RouterState, routerState } from './state.ts';
import { TimerTree } from './timer-tree.ts';
import { masterDownInterval } from './timers.ts';

/**
 * Transitions under construction: the state that they start from is never changed. It can be looked at as a state, that
 * of this moment; `result` is one that stays.
 */
export class Draft implements ClusterState {
  readonly model: FailoverModel;
  now: number;
  nodes: readonly NodeState[];
  routers: readonly RouterState[];
  assumed: readonly string[];
  /** What is received has waited while the receiver hung. */
  catchingUp = false;
  /** How often a router has taken up or given up its addresses. */
  moves = 0;
  /** `routers` once they are this draft's own. */
  private own_: RouterState[] | undefined;
  private timers: TimerTree | undefined;
  private ownAssumed_: string[] | undefined;
  /** All of `assumed`, once somebody asks. */
  private assumptions: Set<string> | undefined;

  constructor(model: FailoverModel, state: ClusterState) {
    this.model = model;
    this.now = state.now;
    this.nodes = state.nodes;
    this.routers = state.routers;
    this.assumed = state.assumed;
  }

  /** The state of this moment, which does not change any more. */
  result(): ClusterState {
    this.own_ = undefined;
    this.ownAssumed_ = undefined;
    return { now: this.now, nodes: this.nodes, routers: this.routers, assumed: this.assumed };
  }

  /** The timers of all routers that act by themselves: kept up to date from now on. */
  runningTimers(): TimerTree {
    this.timers ??= new TimerTree(
      this.model.routers.map(({ index, nodeIndex }) =>
        this.nodes[nodeIndex]?.frozen
          ? Number.POSITIVE_INFINITY
          : (this.routers[index]?.timer ?? Number.POSITIVE_INFINITY),
      ),
    );
    return this.timers;
  }

  /** What a router is doing so far. */
  own(router: RouterModel): RouterState {
    return routerState(this, router);
  }

  /** Something is taken for granted that neither the files nor the model can tell, in words. */
  assume(what: string): void {
    if (this.assumes(what)) return;
    // Of many routers that start together each pair is one: the list grows in place until it is handed out.
    if (this.ownAssumed_ === undefined) {
      this.ownAssumed_ = [...this.assumed];
      this.assumed = this.ownAssumed_;
    }
    this.ownAssumed_.push(what);
    this.assumptions?.add(what);
  }

  /** Whether that was taken for granted. */
  assumes(what: string): boolean {
    if (this.assumed.length === 0) return false;
    this.assumptions ??= new Set(this.assumed);
    return this.assumptions.has(what);
  }

  /** Its priority with all that is tracked so far. */
  priority(router: RouterModel): Standing {
    return priorityIn(this, router);
  }

  /** The router itself and the other members of its sync group. */
  syncMembers(router: RouterModel): readonly RouterModel[] {
    return indexOf(this.model).syncMembers[router.index] ?? [router];
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
    const own = this.own(router);
    this.put(router, {
      status: own.status,
      holdsVips: own.holdsVips,
      timer: this.now + delay + downTimer,
      downTimer,
      masterInterval: own.masterInterval,
      wantsMaster: own.wantsMaster,
      preemptAt: own.preemptAt,
      delayedUntil: own.delayedUntil,
      unread: own.unread,
    });
  }

  /** Changes some of what a router is doing. */
  set(router: RouterModel, change: Partial<RouterState>): void {
    const own = this.own(router);
    // Written out: this is where an exploration spends its time.
    this.put(router, {
      status: change.status ?? own.status,
      holdsVips: change.holdsVips ?? own.holdsVips,
      timer: change.timer ?? own.timer,
      downTimer: change.downTimer ?? own.downTimer,
      masterInterval: change.masterInterval ?? own.masterInterval,
      wantsMaster: change.wantsMaster ?? own.wantsMaster,
      preemptAt: 'preemptAt' in change ? change.preemptAt : own.preemptAt,
      delayedUntil: change.delayedUntil ?? own.delayedUntil,
      unread: change.unread ?? own.unread,
    });
  }

  /** What a router is doing from now on. */
  put(router: RouterModel, state: RouterState): void {
    const { index } = router;
    const old = this.own(router);
    if (this.own_ === undefined) {
      this.own_ = [...this.routers];
      this.routers = this.own_;
    }
    this.own_[index] = state;
    if (old.holdsVips !== state.holdsVips) this.moves++;
    if (this.timers !== undefined && old.timer !== state.timer && !this.nodes[router.nodeIndex]?.frozen)
      this.timers.set(index, state.timer);
  }
}
