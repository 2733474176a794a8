import { type Cluster, fileSite } from '../../../cluster/cluster.ts';
import { hasGroup, membersNamed } from '../../../cluster/members.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { syncGroupsWith } from '../../../languages/keepalived/by-name.ts';
import type { SyncGroup } from '../../../languages/keepalived/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const syncGroupOnSomeNodes: ClusterRule = {
  scope: 'cluster',
  id: 'sync-group-on-some-nodes',
  severity: 'warning',
  verdict: 'own',
  summary: 'Instances move together on one node and one by one on another.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const synced = group.members.find((member) => partners(cluster, member).size > 1);
      if (!synced) continue;
      const together = partners(cluster, synced);
      for (const member of group.members) {
        if (
          member === synced ||
          member.config.hasIncludes ||
          covers(partners(cluster, member), together, cluster, member)
        )
          continue;
        const own = syncGroupOf(synced);
        report({
          at: fileSite(member, syncGroupOf(member)?.site ?? member.instance.site),
          message: `On ${synced.node.name} ${member.instance.name} is in the sync group ${own?.name ?? ''} with ${[...together].filter((name) => name !== group.name).join(', ')}, on ${member.node.name} it is not: after a fault of one network the addresses are on different nodes. Write the same vrrp_sync_group on all nodes.`,
          related: [
            {
              at: fileSite(synced, own?.site ?? synced.instance.site),
              message: `sync group ${own?.name ?? ''} on ${synced.node.name}`,
              mirrored: true,
            },
          ],
        });
      }
    }
  },
};

function syncGroupOf({ config, instance }: GroupMember): SyncGroup | undefined {
  return syncGroupsWith(config, instance.name)[0];
}

/** The virtual routers that move together with this one on its node, itself among them. */
function partners(cluster: Cluster, member: GroupMember): ReadonlySet<string> {
  const names = new Set(syncGroupOf(member)?.members.map(({ name }) => name));
  const found = new Set<string>();
  for (const name of names) {
    for (const { group } of membersNamed(cluster, member.node, name)) found.add(group.name);
  }
  return found;
}

/** Whether all that move together there move together here, as far as this node has them. */
function covers(here: ReadonlySet<string>, there: ReadonlySet<string>, cluster: Cluster, member: GroupMember): boolean {
  const possible = [...there].filter((name) => hasGroup(cluster, member.node, name));
  return possible.length < 2 || possible.every((name) => here.has(name));
}
