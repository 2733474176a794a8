import { type Cluster, fileSite, filesOf } from '../../../cluster/cluster.ts';
import { groupOf, membersNamed } from '../../../cluster/members.ts';
import type { GroupMember } from '../../../cluster/vrrp.ts';
import { basePriority } from '../../../failover/vrrp/base-priority.ts';
import { keepalivedFiles } from '../../../languages/keepalived/config.ts';
import type { ClusterRule, Report } from '../../rule.ts';

export const syncGroupPrioritiesContradict: ClusterRule = {
  scope: 'cluster',
  id: 'sync-group-priorities-contradict',
  severity: 'warning',
  verdict: 'own',
  summary: 'Members of one sync group prefer different nodes.',
  check(cluster, report) {
    for (const node of cluster.nodes) {
      for (const file of filesOf(node, keepalivedFiles)) {
        for (const sync of file.config.syncGroups) {
          const members = sync.members.flatMap(({ name }) =>
            membersNamed(cluster, node, name).flatMap(({ member }) => (member.path === file.path ? [member] : [])),
          );
          checkMembers(cluster, members, report);
        }
      }
    }
  },
};

/** Reports from the side of the node that is preferred by the later member only, so that each pair is told once. */
function checkMembers(cluster: Cluster, members: readonly GroupMember[], report: Report): void {
  const [first, ...others] = members;
  if (!first) return;
  const ofFirst = rivals(cluster, first);
  for (const member of others) {
    const rival = ofFirst.find((other) => {
      const counterpart = rivals(cluster, member).find((candidate) => candidate.node === other.node);
      return counterpart && lead(first, other) < 0 && lead(member, counterpart) > 0;
    });
    if (!rival) continue;
    report({
      at: fileSite(member, member.instance.priority?.site ?? member.instance.site),
      message: `${member.instance.name} prefers ${member.node.name} and ${first.instance.name} prefers ${rival.node.name}, but both are in one sync group, which moves as a whole: whichever node holds it first keeps it, and the priorities decide nothing. Prefer one node in all of its members.`,
      related: [
        {
          at: fileSite(first, first.instance.priority?.site ?? first.instance.site),
          message: `${first.instance.name} has the lower priority on ${first.node.name}`,
          mirrored: false,
        },
      ],
    });
  }
}

function rivals(cluster: Cluster, member: GroupMember): readonly GroupMember[] {
  return groupOf(cluster, member)?.members.filter((other) => other.node !== member.node) ?? [];
}

function lead(a: GroupMember, b: GroupMember): number {
  return basePriority(a.instance) - basePriority(b.instance);
}
