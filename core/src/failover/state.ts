import type { FailoverModel, RouterModel } from './model.ts';

/** What a router is doing; `STOPPED`: no keepalived runs for it. */
export type RouterStatus = 'STOPPED' | 'BACKUP' | 'MASTER' | 'FAULT';

export interface RouterState {
  readonly status: RouterStatus;
  /** The addresses are on the node: also after keepalived was killed without being able to remove them. */
  readonly holdsVips: boolean;
  /** When the router acts by itself next: a BACKUP becomes MASTER, a MASTER advertises. Microseconds, Infinity = never. */
  readonly timer: number;
  /** The advertisement interval in force: VRRPv3 takes over that of the master it hears. Microseconds. */
  readonly masterInterval: number;
}

export interface NodeState {
  readonly powered: boolean;
  readonly keepalived: boolean;
  readonly haproxy: boolean;
  /** Cut off from all others while its links stay up. */
  readonly isolated: boolean;
  readonly downInterfaces: ReadonlySet<string>;
  readonly failedChecks: ReadonlySet<string>;
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

/** Something that happens to the cluster. Times pass between events, never in them. */
export type ClusterEvent =
  | { readonly kind: 'start' | 'stop' | 'kill' | 'crash' | 'isolate' | 'haproxy-down'; readonly node: string }
  | { readonly kind: 'interface-down' | 'check-down'; readonly node: string; readonly name: string }
  | { readonly kind: 'timer'; readonly router: number };

/** All machines on, all links and checks fine, no keepalived running yet. */
export function initialState(model: FailoverModel): ClusterState {
  return {
    now: 0,
    nodes: model.nodes.map(() => ({
      powered: true,
      keepalived: false,
      haproxy: true,
      isolated: false,
      downInterfaces: new Set<string>(),
      failedChecks: new Set<string>(),
    })),
    routers: model.routers.map((router) => ({
      status: 'STOPPED',
      holdsVips: false,
      timer: Number.POSITIVE_INFINITY,
      masterInterval: router.advertInterval,
    })),
    assumed: [],
  };
}

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
  const holders = model.routers.filter(
    (router) =>
      router.vips.includes(vip) && routerState(state, router).holdsVips && nodeState(model, state, router.node).powered,
  );
  return [...new Set(holders.map((router) => router.node))];
}
