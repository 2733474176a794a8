import { compareIps, parseIp } from '../base/ip-address.ts';
import { ownerPriority } from './base-priority.ts';
import type { FailoverModel } from './model.ts';
import { applyToNode } from './node-event.ts';
import { type EffectivePriority, priorityOf } from './priority.ts';
import { sourceOf } from './rejection.ts';
import { isOlder, type RouterModel } from './router.ts';
import {
  type ClusterEvent,
  type ClusterState,
  freshRouter,
  type NodeState,
  nodeState,
  nothingUnread,
  type RouterState,
  routerState,
} from './state.ts';
import { masterDownInterval, skewTime } from './timers.ts';

const never = Number.POSITIVE_INFINITY;

/** Microseconds within which what two nodes do happens at the same time: their advertisements cross. */
const crossing = 500;

/**
 * The state after an event: VRRP as keepalived implements it. Pure; the time does not move.
 *
 * Advertisements arrive at once: on a LAN their way takes well under a millisecond, which no timer here resolves.
 */
export function next(model: FailoverModel, state: ClusterState, event: ClusterEvent): ClusterState {
  const draft = new Draft(model, state);
  if (event.kind === 'timer') {
    const router = model.routers[event.router];
    if (router) draft.timerExpired(router);
  } else {
    draft.happen(event);
  }
  return draft.state;
}

/** The priority of a router in a state. `fault` also covers the interfaces that it tracks without being asked. */
export function currentPriority(_model: FailoverModel, state: ClusterState, router: RouterModel): EffectivePriority {
  const node = ownNode(state, router);
  // A node's state is the same object while nothing about the node changes, which is most of the time.
  const known = priorities.get(router)?.get(node);
  if (known) return known;
  const priority = priorityOn(node, router);
  const ofRouter = priorities.get(router) ?? new WeakMap<NodeState, EffectivePriority>();
  priorities.set(router, ofRouter.set(node, priority));
  return priority;
}

const priorities = new WeakMap<RouterModel, WeakMap<NodeState, EffectivePriority>>();

function ownNode(state: ClusterState, router: RouterModel): NodeState {
  const node = state.nodes[router.nodeIndex];
  if (!node) throw new RangeError(`no node ${router.node}`);
  return node;
}

function priorityOn(node: NodeState, router: RouterModel): EffectivePriority {
  // From 2.3.3 to 2.4.3 all interface faults share one bit: the return of one clears those of all (upstream vrrp_track.c).
  const sharesBit = !isOlder(router, [2, 3, 3]) && isOlder(router, [2, 4, 4]);
  const isDown = (name: string): boolean =>
    node.downInterfaces.has(name) && !(sharesBit && node.forgottenInterfaces.has(name));
  const priority = priorityOf(router.base, router.trackers, (tracker) => {
    if (tracker.kind === 'interface') {
      return tracker.weight === 0 ? isDown(tracker.name) : node.downInterfaces.has(tracker.name);
    }
    return tracker.kind === 'file' ? (node.fileValues.get(tracker.name) ?? 0) : node.failedChecks.has(tracker.name);
  });
  const isStuck = router.trackers.some(({ endless }) => endless) && !isOlder(router, [2, 2, 7]);
  const faulty =
    isStuck || router.ownInterfaces.some(isDown) || node.bareInterfaces.has(router.interface) || sourceMissing(router);
  return faulty ? { ...priority, fault: true } : priority;
}

/** A unicast source that the interface does not have: FAULT before 2.3.3, ignored since. */
function sourceMissing(router: RouterModel): boolean {
  const source = router.member.instance.unicastSource?.value;
  const addresses = router.facts.addresses?.get(router.interface);
  return source !== undefined && addresses !== undefined && isOlder(router, [2, 3, 3]) && !addresses.includes(source);
}

/** One transition under construction: the state that it started from is never changed. */
class Draft {
  state: ClusterState;
  readonly #model: FailoverModel;
  #catchingUp = false;
  /** The routers of `state` once they are this draft's own. */
  #routers: RouterState[] | undefined;

  constructor(model: FailoverModel, state: ClusterState) {
    this.#model = model;
    this.state = state;
  }

  happen(event: Exclude<ClusterEvent, { kind: 'timer' }>): void {
    const routers = this.#model.routers.filter((router) => router.node === event.node);
    const { known } = nodeState(this.#model, this.state, event.node);
    const before = routers.map((router) =>
      known ? priorityOn(known, router) : currentPriority(this.#model, this.state, router),
    );
    if (event.kind === 'stop') for (const router of routers) this.#leave(router, 'STOPPED', true);
    if (event.kind === 'vip-removed') this.#vipRemoved(event.name);
    if (event.kind === 'vip-added') {
      for (const router of routers) if (router.vips.includes(event.name)) this.#set(router, { holdsVips: true });
    }
    this.state = applyToNode(this.#model, this.state, event);
    switch (event.kind) {
      case 'start':
      case 'restart-vrrp':
        for (const router of routers) this.#start(router);
        break;
      case 'advertise':
      case 'farewell':
      case 'router-stop':
      case 'router-reload': {
        const router = this.#model.routers[event.router];
        if (!router) break;
        if (event.kind === 'advertise') this.#advertise(router, this.#priority(router).value);
        else if (event.kind === 'farewell') this.#advertise(router, 0);
        else if (event.kind === 'router-stop') this.#leave(router, 'STOPPED', true);
        else this.#restartTimer(router);
        break;
      }
      case 'kill':
        for (const router of routers) this.#set(router, { status: 'STOPPED', timer: never });
        break;
      case 'crash':
        for (const router of routers) this.#leave(router, 'STOPPED', false);
        break;
      case 'thaw':
        this.#notice(routers, before);
        for (const router of routers) this.#catchUp(router);
        break;
      default:
        // A keepalived that hangs notices when it goes on.
        if (known === undefined) this.#notice(routers, before);
    }
  }

  /** What has changed about the node takes effect. */
  #notice(routers: readonly RouterModel[], before: readonly EffectivePriority[]): void {
    routers.forEach((router, index) => {
      const old = before[index];
      if (old) this.#priorityChanged(router, old);
    });
    this.#recover(routers);
  }

  timerExpired(router: RouterModel): void {
    const own = routerState(this.state, router);
    if (own.status === 'BACKUP') {
      if (this.#mustWaitForGroup(router)) return;
      for (const member of this.#syncMembers(router)) this.#becomeMaster(member);
    } else if (own.status === 'MASTER') {
      this.#set(router, { timer: this.state.now + router.advertInterval });
      this.#advertise(router, this.#priority(router).value);
    }
  }

  #priority(router: RouterModel): EffectivePriority {
    return currentPriority(this.#model, this.state, router);
  }

  /** The router itself and the other members of its sync group. */
  #syncMembers(router: RouterModel): readonly RouterModel[] {
    if (router.sync === undefined) return [router];
    return [router, ...this.#model.routers.filter((other) => other !== router && other.sync === router.sync)];
  }

  /** A member waits until all want to be MASTER: the slowest one decides (upstream vrrp_sync.c, vrrp_sync_can_goto_master). */
  #mustWaitForGroup(router: RouterModel): boolean {
    this.#set(router, { wantsMaster: true });
    const others = this.#syncMembers(router).slice(1);
    const states = others.map((other) => routerState(this.state, other));
    if (states.every((other) => other.wantsMaster || other.status === 'MASTER')) return false;
    this.#wait(router, this.#downInterval(router, routerState(this.state, router).masterInterval));
    return true;
  }

  #becomeMaster(router: RouterModel): void {
    if (routerState(this.state, router).status === 'MASTER') return;
    this.#set(router, {
      status: 'MASTER',
      timer: this.state.now + router.advertInterval,
      wantsMaster: true,
      preemptAt: undefined,
      // Without -D VRRPv3 keeps the interval of the last master (upstream vrrp.c, vrrp_state_become_master).
      ...(router.facts.terse ? {} : { masterInterval: router.advertInterval }),
    });
    this.#advertise(router, this.#priority(router).value);
    // Whoever answers a higher priority at once makes this router BACKUP again, before it adds addresses.
    if (routerState(this.state, router).status === 'MASTER') this.#set(router, { holdsVips: true });
  }

  #start(router: RouterModel): void {
    if (this.#model.exits.has(router.node)) {
      this.#set(router, freshRouter(router));
      return;
    }
    const delayedUntil = router.startupDelay > 0 ? this.state.now + router.startupDelay : 0;
    this.#set(router, { ...freshRouter(router), status: 'BACKUP', delayedUntil });
    if (this.#syncMembers(router).some((member) => this.#priority(member).fault)) {
      this.#set(router, { status: 'FAULT', timer: never });
    } else if (router.startsAsMasterAfter !== undefined) {
      this.#wait(router, router.startsAsMasterAfter, router.startupDelay);
    } else this.#enterBackup(router, router.startupDelay);
  }

  /** The master down timer starts anew, from the router's own advertisement interval. */
  #enterBackup(router: RouterModel, delay = 0): void {
    this.#set(router, {
      status: 'BACKUP',
      holdsVips: false,
      masterInterval: router.advertInterval,
      wantsMaster: false,
      preemptAt: undefined,
    });
    this.#wait(router, this.#downInterval(router, router.advertInterval), delay);
  }

  #downInterval(router: RouterModel, masterInterval: number): number {
    return masterDownInterval(router, this.#priority(router).value, masterInterval);
  }

  /** The timer of a BACKUP starts, after a delay. */
  #wait(router: RouterModel, downTimer: number, delay = 0): void {
    this.#set(router, { downTimer, timer: this.state.now + delay + downTimer });
  }

  /** After a reload every timer starts anew, with the router's own interval (upstream vrrp_scheduler.c, vrrp_init_sands). */
  #restartTimer(router: RouterModel): void {
    const { status } = routerState(this.state, router);
    this.#set(router, { masterInterval: router.advertInterval });
    if (status === 'MASTER') this.#set(router, { timer: this.state.now + router.advertInterval });
    if (status === 'BACKUP') this.#wait(router, this.#downInterval(router, router.advertInterval));
  }

  /** Gives up the addresses; a MASTER that still can says so with priority 0. */
  #leave(router: RouterModel, status: 'STOPPED' | 'FAULT', sayGoodbye: boolean): void {
    const wasMaster = routerState(this.state, router).status === 'MASTER';
    this.#set(router, { status, holdsVips: false, timer: never, wantsMaster: false, preemptAt: undefined });
    if (wasMaster && sayGoodbye) this.#advertise(router, 0);
  }

  #priorityChanged(router: RouterModel, old: EffectivePriority): void {
    const own = routerState(this.state, router);
    if (own.status === 'STOPPED') return;
    const priority = this.#priority(router);
    if (priority.fault) {
      for (const member of this.#syncMembers(router)) {
        const { status } = routerState(this.state, member);
        if (status === 'MASTER' || status === 'BACKUP') this.#leave(member, 'FAULT', true);
      }
    } else if (own.status === 'BACKUP' && priority.value !== old.value && own.timer !== never) {
      // The running timer is shifted by the difference (upstream vrrp_track.c, vrrp_set_effective_priority).
      const downTimer = this.#downInterval(router, own.masterInterval);
      this.#set(router, { downTimer, timer: Math.max(this.state.now, own.timer + downTimer - own.downTimer) });
    }
  }

  /** Routers in FAULT for which nothing is wrong any more, in none of their sync group's members. */
  #recover(routers: readonly RouterModel[]): void {
    for (const router of routers) {
      if (routerState(this.state, router).status !== 'FAULT') continue;
      if (this.#syncMembers(router).some((member) => this.#priority(member).fault)) continue;
      this.#enterBackup(router, Math.max(0, routerState(this.state, router).delayedUntil - this.state.now));
    }
  }

  /** An address was removed by hand: the master steps back with priority 0, and waits its own skew time. */
  #vipRemoved(vip: string): void {
    for (const router of this.#model.routers) {
      const own = routerState(this.state, router);
      if (own.status !== 'MASTER' || !router.vips.includes(vip)) continue;
      this.#enterBackup(router);
      this.#advertise(router, 0);
      this.#wait(router, skewTime(router, this.#priority(router).value, router.advertInterval));
    }
  }

  #advertise(sender: RouterModel, priority: number): void {
    for (const { receiver, refused } of this.#model.listeners[sender.index] ?? []) {
      if (!this.#canReach(sender, receiver) || this.#isDeafAtStart(receiver)) continue;
      if (ownNode(this.state, receiver).frozen) {
        const { unread } = routerState(this.state, receiver);
        // The last one of each sender counts, in the order of arrival.
        if (refused === undefined)
          this.#set(receiver, {
            unread: new Map([...[...unread].filter(([index]) => index !== sender.index), [sender.index, priority]]),
          });
      } else if (refused === undefined) this.#receive(receiver, sender, priority);
      else this.#refuse(receiver);
    }
  }

  /** Since 2.2.8 nothing is read until vrrp_startup_delay is over (upstream vrrp_scheduler.c, vrrp_dispatcher_read). */
  #isDeafAtStart(receiver: RouterModel): boolean {
    return routerState(this.state, receiver).delayedUntil > this.state.now && !isOlder(receiver, [2, 2, 8]);
  }

  /** Any packet for its id restarts a MASTER's own advertisement timer (upstream vrrp_scheduler.c, vrrp_dispatcher_read). */
  #refuse(receiver: RouterModel): void {
    if (routerState(this.state, receiver).status === 'BACKUP') this.#ignore(receiver);
    if (routerState(this.state, receiver).status !== 'MASTER' || receiver.lowerPriorityNoAdvert) return;
    this.#set(receiver, { timer: this.state.now + receiver.advertInterval });
  }

  /** After a hang what has arrived meanwhile is read first, then what was due is done. */
  #catchUp(router: RouterModel): void {
    const { timer, unread } = routerState(this.state, router);
    this.#set(router, { timer: Math.max(this.state.now, timer), unread: nothingUnread });
    this.#catchingUp = true;
    for (const [index, priority] of unread) {
      const sender = this.#model.routers[index];
      if (sender) this.#receive(router, sender, priority);
    }
    this.#catchingUp = false;
  }

  #canReach(sender: RouterModel, receiver: RouterModel): boolean {
    const from = ownNode(this.state, sender);
    const to = ownNode(this.state, receiver);
    return (
      from.powered &&
      to.powered &&
      to.keepalived &&
      !from.isolated &&
      !to.isolated &&
      !from.cutInterfaces.has(sender.interface) &&
      !to.cutInterfaces.has(receiver.interface) &&
      !to.deafTo.has(sender.node) &&
      !from.downInterfaces.has(sender.interface) &&
      !to.downInterfaces.has(receiver.interface)
    );
  }

  #receive(receiver: RouterModel, sender: RouterModel, priority: number): void {
    const own = routerState(this.state, receiver);
    if (own.status === 'BACKUP') {
      this.#receiveAsBackup(receiver, sender, priority);
    } else if (own.status === 'MASTER') this.#receiveAsMaster(receiver, sender, priority);
  }

  #receiveAsBackup(receiver: RouterModel, sender: RouterModel, priority: number): void {
    const own = routerState(this.state, receiver);
    // Its own timer runs out as well: it becomes MASTER before it has read this one, and the two decide it as MASTERs.
    const mayCross = this.#model.timersCross || receiver.startsAsMasterAfter !== undefined;
    if (mayCross && priority !== 0 && !this.#catchingUp && own.timer - this.state.now <= crossing) return;
    const { value } = this.#priority(receiver);
    const interval = receiver.version === 3 ? sender.advertInterval : own.masterInterval;
    const delay = Math.max(0, own.delayedUntil - this.state.now);
    if (priority === 0) {
      this.#wait(receiver, skewTime(receiver, value, own.masterInterval), delay);
      return;
    }
    const isLower = priority < value;
    const preemptAt =
      isLower && receiver.preemptDelay > 0 ? (own.preemptAt ?? this.state.now + receiver.preemptDelay) : undefined;
    const accepts = !isLower || receiver.nopreempt || (preemptAt !== undefined && this.state.now < preemptAt);
    this.#set(receiver, { preemptAt });
    if (!accepts) {
      this.#ignore(receiver);
      return;
    }
    this.#set(receiver, { masterInterval: interval, wantsMaster: false });
    this.#wait(receiver, this.#downInterval(receiver, interval), delay);
  }

  /**
   * The timer of a BACKUP goes on with what is left of it, and that is preemption when a lower advertisement is ignored.
   * Up to 2.2.7 what is left of vrrp_startup_delay is added once more (upstream vrrp.c, vrrp_state_backup;
   * vrrp_scheduler.c, vrrp_init_instance_sands).
   */
  #ignore(receiver: RouterModel): void {
    const own = routerState(this.state, receiver);
    const { now } = this.state;
    this.#wait(receiver, Math.max(0, own.timer - now), Math.max(0, own.delayedUntil - now));
  }

  #receiveAsMaster(receiver: RouterModel, sender: RouterModel, priority: number): void {
    const { value } = this.#priority(receiver);
    // Before 2.3.3 an owner that meets another one takes its own priority down to 254 (upstream vrrp.c, vrrp_state_master_rx).
    const concedes = priority === ownerPriority && value === ownerPriority && isOlder(receiver, [2, 3, 3]);
    if (priority > value || concedes || (priority === value && this.#winsTie(sender, receiver))) {
      for (const member of this.#syncMembers(receiver)) {
        if (routerState(this.state, member).status !== 'MASTER') continue;
        // Only who heard it learns the sender's interval.
        const { masterInterval } = routerState(this.state, member);
        const interval = member === receiver && member.version === 3 ? sender.advertInterval : masterInterval;
        this.#set(member, { status: 'BACKUP', holdsVips: false, masterInterval: interval, wantsMaster: false });
        this.#wait(member, this.#downInterval(member, interval));
      }
      // It has sent that before it heard the answer, as a MASTER.
      if (receiver.higherPrioritySendAdvert) this.#advertise(receiver, value);
    } else {
      // Who does not answer does not start its timer anew either: its next regular one tells the sender.
      if (priority !== 0 && receiver.lowerPriorityNoAdvert) return;
      this.#set(receiver, { timer: this.state.now + receiver.advertInterval });
      this.#advertise(receiver, value);
    }
  }

  /** Between two MASTERs of equal priority the higher primary address wins. */
  #winsTie(a: RouterModel, b: RouterModel): boolean {
    const [left, right] = [a, b].map((router) => parseIp(sourceOf(router) ?? ''));
    const order = left && right ? compareIps(left, right) : 0;
    if (order !== 0) return order > 0;
    const note = `the higher primary address of ${[a.node, b.node].sort().join(' and ')} wins, and the files do not hold them`;
    if (!this.state.assumed.includes(note)) this.state = { ...this.state, assumed: [...this.state.assumed, note] };
    return a.index > b.index !== (this.#model.reversesTies ?? false);
  }

  #set(router: RouterModel, change: Partial<RouterState>): void {
    if (this.#routers === undefined) {
      this.#routers = [...this.state.routers];
      this.state = { ...this.state, routers: this.#routers };
    }
    const own = routerState(this.state, router);
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
