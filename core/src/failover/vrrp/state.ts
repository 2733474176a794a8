import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import type { RouterModel } from './router.ts';

/** An advertisement that nobody has read yet. */
export interface Unread {
  /** Index of the router that sent it. */
  readonly sender: number;
  readonly priority: number;
}

/** What a router is doing; `STOPPED`: no keepalived runs for it. */
export type RouterStatus = 'STOPPED' | 'BACKUP' | 'MASTER' | 'FAULT';

export interface RouterState {
  readonly status: RouterStatus;
  /** The addresses are on the node: also after keepalived was killed without being able to remove them. */
  readonly holdsVips: boolean;
  /** When the router acts by itself next: a BACKUP becomes MASTER, a MASTER advertises. Microseconds, Infinity = never. */
  readonly timer: number;
  /** How long the timer of a BACKUP ran when it was last set: a change of priority is reckoned from it. Microseconds. */
  readonly downTimer: number;
  /** The advertisement interval in force: VRRPv3 takes over that of the master it hears. Microseconds. */
  readonly masterInterval: number;
  /** Its master down timer has run out, and it waits for the other members of its sync group. */
  readonly wantsMaster: boolean;
  /** Until then it still accepts lower advertisements (preempt_delay); undefined: none was heard yet. Microseconds. */
  readonly preemptAt: number | undefined;
  /** Advertisements that wait while its keepalived hangs: the first two, and the last of each sender, as they arrived. */
  readonly unread: readonly Unread[];
  /** Until then vrrp_startup_delay keeps it from taking part. Microseconds. */
  readonly delayedUntil: number;
}

export interface NodeState {
  readonly powered: boolean;
  readonly keepalived: boolean;
  /** keepalived is there, but does not run (a hang): it hears and says nothing. */
  readonly frozen: boolean;
  /** What its keepalived knows of the node while it hangs: the node as it was then. */
  readonly known: NodeState | undefined;
  readonly haproxy: boolean;
  /** Cut off from all others while its links stay up. */
  readonly isolated: boolean;
  /** Interfaces of which the same is true. */
  readonly cutInterfaces: ReadonlySet<string>;
  /** Nodes from which nothing arrives. */
  readonly deafTo: ReadonlySet<string>;
  readonly downInterfaces: ReadonlySet<string>;
  /** Interfaces that are down and that keepalived 2.3.3 to 2.4.3 forgot about when another one came back. */
  readonly forgottenInterfaces: ReadonlySet<string>;
  /** Interfaces that have lost their own address. */
  readonly bareInterfaces: ReadonlySet<string>;
  readonly failedChecks: ReadonlySet<string>;
  /** Numbers of tracked files by name; 0 when absent. */
  readonly fileValues: ReadonlyMap<string, number>;
  /** What a reload has added to the priorities of its instances by mistake, by their names. */
  readonly miscounted: ReadonlyMap<string, number>;
}

/** Everything that changes, at one moment. Immutable. `nodes` and `routers` are in the model's order. */
export interface ClusterState {
  /** Microseconds since the first start. */
  readonly now: number;
  readonly nodes: readonly NodeState[];
  readonly routers: readonly RouterState[];
  /** Answers that the files do not hold and that were assumed on the way, in words. */
  readonly assumed: readonly string[];
}

type NodeEvent =
  | 'start'
  | 'stop'
  | 'kill'
  | 'restart-vrrp'
  | 'crash'
  | 'freeze'
  | 'thaw'
  | 'isolate'
  | 'rejoin'
  | 'haproxy-down'
  | 'haproxy-up';
type NamedEvent =
  | 'interface-cut'
  | 'interface-rejoined'
  | 'interface-down'
  | 'interface-up'
  | 'address-lost'
  | 'address-back'
  | 'check-down'
  | 'check-up'
  | 'deaf-to'
  | 'hears'
  | 'vip-added'
  | 'vip-removed';

/** Something that happens to the cluster. Times pass between events, never in them. */
export type ClusterEvent =
  | { readonly kind: NodeEvent; readonly node: string }
  | { readonly kind: NamedEvent; readonly node: string; readonly name: string }
  | { readonly kind: 'file'; readonly node: string; readonly name: string; readonly value: number }
  | {
      readonly kind: 'advertise' | 'farewell' | 'router-stop' | 'router-reload';
      readonly node: string;
      readonly router: number;
    }
  | { readonly kind: 'timer'; readonly router: number };

/** All machines on, all links and checks fine, no keepalived running yet. */
export function initialState(model: FailoverModel): ClusterState {
  return {
    now: 0,
    nodes: model.nodes.map((node) => ({
      ...freshNode,
      failedChecks: model.failingAtStart.get(node) ?? freshNode.failedChecks,
      fileValues: model.fileValuesAtStart?.get(node) ?? freshNode.fileValues,
    })),
    routers: model.routers.map(freshRouter),
    assumed: [],
  };
}

const freshNode: NodeState = {
  powered: true,
  keepalived: false,
  frozen: false,
  known: undefined,
  haproxy: true,
  isolated: false,
  cutInterfaces: new Set(),
  deafTo: new Set(),
  downInterfaces: new Set(),
  forgottenInterfaces: new Set(),
  bareInterfaces: new Set(),
  failedChecks: new Set(),
  fileValues: new Map(),
  miscounted: new Map(),
};

export function freshRouter(router: RouterModel): RouterState {
  return {
    status: 'STOPPED',
    holdsVips: false,
    timer: Number.POSITIVE_INFINITY,
    downTimer: 0,
    masterInterval: router.advertInterval,
    wantsMaster: false,
    preemptAt: undefined,
    delayedUntil: 0,
    unread: nothingUnread,
  };
}

export const nothingUnread: readonly Unread[] = [];

export function nodeState(model: FailoverModel, state: ClusterState, node: string): NodeState {
  const found = state.nodes[model.nodes.indexOf(node)];
  if (!found) throw new RangeError(`no node ${node}`);
  return found;
}

export function routerState(state: ClusterState, router: RouterModel): RouterState {
  const found = state.routers[router.index];
  if (!found) throw new RangeError(`no router ${router.index}`);
  return found;
}

/** The nodes that have a virtual address configured at this moment, whether they can be reached or not. */
export function holdersOf(model: FailoverModel, state: ClusterState, vip: string): readonly string[] {
  const holders = new Set<string>();
  for (const router of indexOf(model).ofVip.get(vip) ?? []) {
    if (routerState(state, router).holdsVips && state.nodes[router.nodeIndex]?.powered) holders.add(router.node);
  }
  return [...holders];
}
