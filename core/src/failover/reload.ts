import type { FailoverModel } from './model.ts';
import type { RouterModel } from './router.ts';
import { type ClusterEvent, type ClusterState, freshRouter, type RouterState } from './state.ts';

/** What a reload does. */
export interface Reload {
  /** What its masters do with the model before: one that an answer to another has made BACKUP meanwhile does nothing. */
  readonly before: readonly Extract<ClusterEvent, { readonly node: string; readonly router: number }>[];
  /** What the routers of the model after are doing, for the state after these. */
  readonly routers: (state: ClusterState) => readonly RouterState[];
  /** Events of the model after. */
  readonly after: readonly ClusterEvent[];
}

/** How a running keepalived takes up its changed configuration: routers that stay keep what they are doing. */
export function reloadOf(old: FailoverModel, model: FailoverModel, node: string): Reload {
  const kept = new Set(model.routers.map(identity));
  const ofNode = (router: RouterModel): boolean => router.node === node;
  return {
    // A master that stays advertises at once, still with its old priority; one that goes says goodbye.
    before: old.routers.filter(ofNode).map((router) => ({
      kind: kept.has(identity(router)) ? 'advertise' : 'router-stop',
      node,
      router: router.index,
    })),
    routers: (current) => {
      const states = new Map(old.routers.map((router) => [identity(router), current.routers[router.index]]));
      return model.routers.map((router) => states.get(identity(router)) ?? freshRouter(router));
    },
    after: model.routers.filter(ofNode).map((router) => ({ kind: 'router-reload', node, router: router.index })),
  };
}

/** A reload knows a router again by its node, name, id and interface. */
function identity({ node, member, interface: on }: RouterModel): string {
  return [node, member.instance.name, member.instance.virtualRouterId?.value, on].join(' ');
}
