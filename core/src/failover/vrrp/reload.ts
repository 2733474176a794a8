import type { FailoverModel } from './model.ts';
import type { RouterModel } from './router.ts';
import { type ClusterEvent, type ClusterState, freshRouter, type NodeState, type RouterState } from './state.ts';
import type { Tracker } from './trackers.ts';

/** What a reload does. */
export interface Reload {
  /** What its masters do with the model before: one that an answer to another has made BACKUP meanwhile does nothing. */
  readonly before: readonly Extract<ClusterEvent, { readonly node: string; readonly router: number }>[];
  /** The state in the model after, for the one after these. */
  readonly taken: (state: ClusterState) => ClusterState;
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
    taken: (current) => {
      const states = new Map(old.routers.map((router) => [identity(router), current.routers[router.index]]));
      const again = new Set(found);
      const routers = model.routers.map(
        (router): RouterState => (again.has(router) ? states.get(identity(router)) : undefined) ?? freshRouter(router),
      );
      const nodes = current.nodes.map((state, index): NodeState => {
        if (model.nodes[index] !== node) return state;
        return { ...state, miscounted: miscountOf(old.routers.filter(ofNode), model.routers.filter(ofNode), state) };
      });
      return { ...current, nodes, routers };
    },
    after: model.routers.filter(ofNode).map((router) => ({ kind: 'router-reload', node, router: router.index })),
  };
}

/**
 * A reload adds the weight of a script whose result is known as if there were no `reverse`, and what changes later is
 * counted from there, until the next reload or start (upstream vrrp_track.c, initialise_track_script_state; lab, 2.1.5,
 * 2.2.7, 2.3.4). By the name of the instance.
 */
function miscountOf(
  before: readonly RouterModel[],
  after: readonly RouterModel[],
  { failedChecks }: NodeState,
): ReadonlyMap<string, number> {
  const known = new Set(before.flatMap(({ trackers }) => trackers.filter(isReverseScript).map(({ name }) => name)));
  const miscounted = new Map<string, number>();
  for (const { member, trackers } of after) {
    const wrong = trackers
      .filter((tracker) => isReverseScript(tracker) && known.has(tracker.name))
      .filter(({ name, weight }) => failedChecks.has(name) === weight < 0);
    const sum = wrong.reduce((total, { weight }) => total + 2 * weight, 0);
    if (sum !== 0) miscounted.set(member.instance.name, sum);
  }
  return miscounted;
}

const isReverseScript = ({ kind, reverse }: Tracker): boolean => kind === 'script' && reverse;

/** What cannot be told of a reload: a script without a weight whose `reverse` is forgotten. */
export function reloadDoubt({ node, trackers }: RouterModel): string | undefined {
  const script = trackers.find((tracker) => isReverseScript(tracker) && tracker.weight === 0);
  return script && `a reload on ${node} forgets that ${script.name} is reversed`;
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
