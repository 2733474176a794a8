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
  const found = foundAgain(model, node);
  const kept = new Set(found.map(identity));
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
      const again = new Set(found);
      return model.routers.map(
        (router) => (again.has(router) ? states.get(identity(router)) : undefined) ?? freshRouter(router),
      );
    },
    after: model.routers.filter(ofNode).map((router) => ({ kind: 'router-reload', node, router: router.index })),
  };
}

/**
 * The routers that a reload can find again. Of those that share id, family and interface in several multicast groups
 * that is the first one alone: the others lose their addresses and begin anew (lab, 2.2.7 to 2.3.4).
 */
function foundAgain(model: FailoverModel, node: string): readonly RouterModel[] {
  const seen = new Set<string>();
  return model.routers.filter((router) => {
    const { instance } = router.member;
    const mode = instance.unicastPeers.length > 0 ? 'unicast' : 'multicast';
    const family = instance.vips[0]?.address?.family;
    const key = [instance.virtualRouterId?.value, router.interface, family, mode].join(' ');
    if (router.node !== node) return true;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

/** A reload knows a router again by its node, name, id and interface. */
function identity({ node, member, interface: on }: RouterModel): string {
  return [node, member.instance.name, member.instance.virtualRouterId?.value, on].join(' ');
}
