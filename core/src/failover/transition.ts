import { compareIps, parseIp } from '../base/ip-address.ts';
import { type FailoverModel, type RouterModel, rejection } from './model.ts';
import { type EffectivePriority, effectivePriority } from './priority.ts';
import {
  type ClusterEvent,
  type ClusterState,
  type NodeState,
  nodeState,
  type RouterState,
  routerState,
} from './state.ts';
import { masterDownInterval, skewTime } from './timers.ts';

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
export function currentPriority(model: FailoverModel, state: ClusterState, router: RouterModel): EffectivePriority {
  const node = nodeState(model, state, router.node);
  const priority = effectivePriority(router.member, (tracker) =>
    tracker.kind === 'interface' ? node.downInterfaces.has(tracker.name) : node.failedChecks.has(tracker.name),
  );
  const interfaceDown = router.ownInterfaces.some((name) => node.downInterfaces.has(name));
  return interfaceDown ? { ...priority, fault: true } : priority;
}

/** One transition under construction: states are replaced, never changed. */
class Draft {
  state: ClusterState;
  readonly #model: FailoverModel;

  constructor(model: FailoverModel, state: ClusterState) {
    this.#model = model;
    this.state = state;
  }

  happen(event: Exclude<ClusterEvent, { kind: 'timer' }>): void {
    const routers = this.#model.routers.filter((router) => router.node === event.node);
    const before = routers.map((router) => currentPriority(this.#model, this.state, router));
    switch (event.kind) {
      case 'start':
        this.#setNode(event.node, { keepalived: true });
        for (const router of routers) this.#enterFromStart(router);
        return;
      case 'stop':
        for (const router of routers) this.#leave(router, 'STOPPED', true);
        this.#setNode(event.node, { keepalived: false });
        return;
      case 'kill':
        this.#setNode(event.node, { keepalived: false });
        for (const router of routers) this.#set(router, { status: 'STOPPED', timer: Number.POSITIVE_INFINITY });
        return;
      case 'crash':
        this.#setNode(event.node, { powered: false, keepalived: false, haproxy: false });
        for (const router of routers) this.#leave(router, 'STOPPED', false);
        return;
      case 'isolate':
        this.#setNode(event.node, { isolated: true });
        return;
      case 'haproxy-down':
        this.#setNode(event.node, { haproxy: false });
        return;
      case 'interface-down':
      case 'check-down': {
        const node = nodeState(this.#model, this.state, event.node);
        if (event.kind === 'check-down')
          this.#setNode(event.node, { failedChecks: new Set([...node.failedChecks, event.name]) });
        else this.#setNode(event.node, { downInterfaces: new Set([...node.downInterfaces, event.name]) });
        routers.forEach((router, index) => {
          const old = before[index];
          if (old) this.#priorityChanged(router, old);
        });
      }
    }
  }

  timerExpired(router: RouterModel): void {
    const own = routerState(this.state, router);
    if (own.status === 'BACKUP') {
      this.#set(router, { status: 'MASTER', timer: this.state.now + router.advertInterval });
      this.#advertise(router, currentPriority(this.#model, this.state, router).value);
      // Whoever answers an equal or higher priority at once makes this router BACKUP again, before it adds addresses.
      if (routerState(this.state, router).status === 'MASTER') this.#set(router, { holdsVips: true });
    } else if (own.status === 'MASTER') {
      this.#set(router, { timer: this.state.now + router.advertInterval });
      this.#advertise(router, currentPriority(this.#model, this.state, router).value);
    }
  }

  #enterFromStart(router: RouterModel): void {
    const priority = currentPriority(this.#model, this.state, router);
    if (priority.fault) this.#set(router, { status: 'FAULT', timer: Number.POSITIVE_INFINITY });
    else if (router.startsAsMaster) this.#set(router, { status: 'BACKUP', timer: this.state.now + 1 });
    else this.#enterBackup(router);
  }

  /** The master down timer starts anew, from the router's own advertisement interval. */
  #enterBackup(router: RouterModel): void {
    const { value } = currentPriority(this.#model, this.state, router);
    this.#set(router, {
      status: 'BACKUP',
      holdsVips: false,
      masterInterval: router.advertInterval,
      timer: this.state.now + masterDownInterval(router, value, router.advertInterval),
    });
  }

  /** Gives up the addresses; a MASTER that still can says so with priority 0. */
  #leave(router: RouterModel, status: 'STOPPED' | 'FAULT', sayGoodbye: boolean): void {
    const wasMaster = routerState(this.state, router).status === 'MASTER';
    this.#set(router, { status, holdsVips: false, timer: Number.POSITIVE_INFINITY });
    if (wasMaster && sayGoodbye) this.#advertise(router, 0);
  }

  #priorityChanged(router: RouterModel, old: EffectivePriority): void {
    const own = routerState(this.state, router);
    if (own.status === 'STOPPED') return;
    const priority = currentPriority(this.#model, this.state, router);
    if (priority.fault) {
      if (own.status !== 'FAULT') this.#leave(router, 'FAULT', true);
    } else if (own.status === 'FAULT') {
      this.#enterBackup(router);
    } else if (own.status === 'BACKUP' && priority.value !== old.value) {
      // The running timer is shifted by the difference (upstream vrrp_track.c, vrrp_set_effective_priority).
      const shift =
        masterDownInterval(router, priority.value, own.masterInterval) -
        masterDownInterval(router, old.value, own.masterInterval);
      this.#set(router, { timer: Math.max(this.state.now, own.timer + shift) });
    }
  }

  #advertise(sender: RouterModel, priority: number): void {
    for (const receiver of this.#model.routers) {
      if (receiver.index === sender.index || receiver.group !== sender.group) continue;
      if (this.#canReach(sender, receiver) && rejection(this.#model, receiver, sender) === undefined) {
        this.#receive(receiver, sender, priority);
      }
    }
  }

  #canReach(sender: RouterModel, receiver: RouterModel): boolean {
    const from = nodeState(this.#model, this.state, sender.node);
    const to = nodeState(this.#model, this.state, receiver.node);
    return (
      from.powered &&
      to.powered &&
      to.keepalived &&
      !from.isolated &&
      !to.isolated &&
      !from.downInterfaces.has(sender.interface) &&
      !to.downInterfaces.has(receiver.interface)
    );
  }

  #receive(receiver: RouterModel, sender: RouterModel, priority: number): void {
    const own = routerState(this.state, receiver);
    const { value } = currentPriority(this.#model, this.state, receiver);
    const interval = receiver.version === 3 ? sender.advertInterval : own.masterInterval;
    if (own.status === 'BACKUP') {
      if (priority === 0) {
        this.#set(receiver, { timer: this.state.now + skewTime(receiver, value, own.masterInterval) });
      } else if (receiver.nopreempt || priority >= value) {
        const timer = this.state.now + masterDownInterval(receiver, value, interval);
        this.#set(receiver, { masterInterval: interval, timer });
      }
      // A lower priority is ignored: the timer runs out, and that is preemption.
    } else if (own.status === 'MASTER') {
      if (priority > value || (priority === value && this.#winsTie(sender, receiver))) {
        const timer = this.state.now + masterDownInterval(receiver, value, interval);
        this.#set(receiver, { status: 'BACKUP', holdsVips: false, masterInterval: interval, timer });
      } else {
        this.#set(receiver, { timer: this.state.now + receiver.advertInterval });
        this.#advertise(receiver, value);
      }
    }
  }

  /** Between two MASTERs of equal priority the higher primary address wins. */
  #winsTie(a: RouterModel, b: RouterModel): boolean {
    const [left, right] = [a, b].map((router) => parseIp(router.member.instance.unicastSource?.value ?? ''));
    const order = left && right ? compareIps(left, right) : 0;
    if (order !== 0) return order > 0;
    const note = `the higher primary address of ${[a.node, b.node].sort().join(' and ')} wins, and the files do not hold them`;
    if (!this.state.assumed.includes(note)) this.state = { ...this.state, assumed: [...this.state.assumed, note] };
    return a.index > b.index;
  }

  #set(router: RouterModel, change: Partial<RouterState>): void {
    const routers = [...this.state.routers];
    routers[router.index] = { ...routerState(this.state, router), ...change };
    this.state = { ...this.state, routers };
  }

  #setNode(node: string, change: Partial<NodeState>): void {
    const nodes = this.state.nodes.map((old, index) =>
      this.#model.nodes[index] === node ? { ...old, ...change } : old,
    );
    this.state = { ...this.state, nodes };
  }
}
