import { memo } from '../../base/memo.ts';
import type { Standing } from '../standing.ts';
import { priorityOf, withMiscount } from './priority.ts';
import { isOlder, type RouterModel } from './router.ts';
import type { ClusterState, NodeState } from './state.ts';
import { lacksIpv6Source } from './unicast-source.ts';

/** The priority of a router in a state. `fault` also covers the interfaces that it tracks without being asked. */
export function priorityIn(state: Pick<ClusterState, 'nodes'>, router: RouterModel): Standing {
  const node = ownNode(state, router);
  // A node's state is the same object while nothing about the node changes, which is most of the time.
  const ofNode = priorities(node);
  const known = ofNode.get(router);
  if (known) return known;
  const priority = priorityOn(node, router);
  ofNode.set(router, priority);
  return priority;
}

/** By router, kept with the state of the node. */
const priorities = memo((_node: NodeState) => new Map<RouterModel, Standing>());

/** The state of the router's node. */
export function ownNode(state: Pick<ClusterState, 'nodes'>, router: RouterModel): NodeState {
  const node = state.nodes[router.nodeIndex];
  if (!node) throw new RangeError(`no node ${router.node}`);
  return node;
}

/** The priority of a router while its node is in a state, which may be an earlier one. */
export function priorityOn(node: NodeState, router: RouterModel): Standing {
  // From 2.3.3 to 2.4.3 all interface faults share one bit: the return of one clears those of all (upstream vrrp_track.c).
  const sharesBit = !isOlder(router, [2, 3, 3]) && isOlder(router, [2, 4, 4]);
  const isDown = (name: string): boolean =>
    node.downInterfaces.has(name) && !(sharesBit && node.forgottenInterfaces.has(name));
  const counted = priorityOf(router.base, router.trackers, (tracker) => {
    if (tracker.kind === 'interface') {
      return tracker.weight === 0 ? isDown(tracker.name) : node.downInterfaces.has(tracker.name);
    }
    return tracker.kind === 'file' ? (node.fileValues.get(tracker.name) ?? 0) : node.failedChecks.has(tracker.name);
  });
  const priority = withMiscount(counted, node.miscounted.get(router.member.instance.name) ?? 0);
  const isStuck = router.trackers.some(({ endless }) => endless) && !isOlder(router, [2, 2, 7]);
  const faulty =
    isStuck || router.ownInterfaces.some(isDown) || node.bareInterfaces.has(router.interface) || sourceMissing(router);
  return faulty ? { ...priority, fault: true } : priority;
}

/**
 * A unicast source that the interface does not have: FAULT before 2.3.3, ignored since. IPv6 without a source takes a
 * link-local address, which it cannot bind: FAULT in 2.1.5, ignored in 2.2.7 and later (lab).
 */
function sourceMissing(router: RouterModel): boolean {
  if (lacksIpv6Source(router.member)) return isOlder(router, [2, 2, 7]);
  const source = router.member.instance.unicastSource?.value;
  const addresses = router.facts.addresses?.get(router.interface);
  return source !== undefined && addresses !== undefined && isOlder(router, [2, 3, 3]) && !addresses.includes(source);
}
