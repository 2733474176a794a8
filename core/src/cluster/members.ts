import { memo } from '../base/memo.ts';
import type { Cluster, ClusterNode } from './cluster.ts';
import { type GroupMember, type VrrpGroup, vrrpGroups } from './vrrp.ts';

/** A member with the virtual router that it is part of. */
export interface Placed {
  readonly group: VrrpGroup;
  readonly member: GroupMember;
}

interface NodeMembers {
  /** By the names of instances. */
  readonly byName: ReadonlyMap<string, readonly Placed[]>;
  /** The names of the virtual routers that it has a part in. */
  readonly groups: ReadonlySet<string>;
}

/** The instances of a name that a node has. */
export function membersNamed(cluster: Cluster, node: ClusterNode, name: string): readonly Placed[] {
  return tableOf(cluster).byNode.get(node)?.byName.get(name) ?? [];
}

/** Whether a node has a part in some virtual router of a name. */
export function hasGroup(cluster: Cluster, node: ClusterNode, name: string): boolean {
  return tableOf(cluster).byNode.get(node)?.groups.has(name) ?? false;
}

/** The virtual router that a member is part of. */
export function groupOf(cluster: Cluster, member: GroupMember): VrrpGroup | undefined {
  return tableOf(cluster).groups.get(member);
}

const tableOf = memo((cluster: Cluster) => {
  const byNode = new Map<ClusterNode, { byName: Map<string, Placed[]>; groups: Set<string> }>();
  const groups = new Map<GroupMember, VrrpGroup>();
  for (const group of vrrpGroups(cluster)) {
    for (const member of group.members) {
      groups.set(member, group);
      const own = byNode.get(member.node) ?? { byName: new Map<string, Placed[]>(), groups: new Set<string>() };
      byNode.set(member.node, own);
      own.groups.add(group.name);
      const { name } = member.instance;
      const known = own.byName.get(name);
      if (known) known.push({ group, member });
      else own.byName.set(name, [{ group, member }]);
    }
  }
  const table: { byNode: ReadonlyMap<ClusterNode, NodeMembers>; groups: ReadonlyMap<GroupMember, VrrpGroup> } = {
    byNode,
    groups,
  };
  return table;
});
