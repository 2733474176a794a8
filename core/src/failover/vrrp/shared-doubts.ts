import type { Cluster } from '../../cluster/cluster.ts';
import { reusedIds } from '../../cluster/reused-id.ts';
import { type VrrpGroup, vrrpGroups } from '../../cluster/vrrp.ts';
import type { RouterModel } from './router.ts';

type Doubts = ReadonlyMap<VrrpGroup, readonly string[]>;

/**
 * The doubts about each group with those that come from outside of it: another cluster that uses its id, and a group
 * that moves together with it and is doubtful itself.
 */
export function withSharedDoubts(cluster: Cluster, routers: readonly RouterModel[], doubts: Doubts): Doubts {
  const all = new Map(doubts);
  const groupOf = new Map(vrrpGroups(cluster).map((group) => [group.members[0], group]));
  for (const { member, stranger } of reusedIds(cluster)) {
    const group = groupOf.get(member);
    if (!group) continue;
    const text = `${stranger.node.name}, of another cluster, uses virtual_router_id ${member.instance.virtualRouterId?.value} on what looks like the same network`;
    all.set(group, [...(all.get(group) ?? []), text]);
  }
  for (const together of movingTogether(routers)) {
    const doubtful = together.find((group) => (all.get(group)?.length ?? 0) > 0);
    if (!doubtful) continue;
    const text = `${doubtful.name} of the same sync group is uncertain: ${all.get(doubtful)?.[0]}`;
    for (const group of together) if (all.get(group)?.length === 0) all.set(group, [text]);
  }
  return all;
}

/** Groups that sync groups of any node tie together. */
function movingTogether(routers: readonly RouterModel[]): VrrpGroup[][] {
  const leaders = new Map<VrrpGroup, VrrpGroup>();
  const leaderOf = (group: VrrpGroup): VrrpGroup => {
    let leader = group;
    for (let next = leaders.get(leader); next && next !== leader; next = leaders.get(leader)) {
      const after = leaders.get(next) ?? next;
      leaders.set(leader, after);
      leader = after;
    }
    return leader;
  };
  const first = new Map<string, VrrpGroup>();
  for (const { sync, group } of routers) {
    if (sync === undefined) continue;
    if (!leaders.has(group)) leaders.set(group, group);
    const known = first.get(sync);
    if (known) leaders.set(leaderOf(known), leaderOf(group));
    else first.set(sync, group);
  }
  const tied = new Map<VrrpGroup, VrrpGroup[]>();
  for (const group of leaders.keys()) {
    const leader = leaderOf(group);
    const list = tied.get(leader);
    if (list) list.push(group);
    else tied.set(leader, [group]);
  }
  return [...tied.values()];
}
