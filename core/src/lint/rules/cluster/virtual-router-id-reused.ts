import { fileSite } from '../../../cluster/cluster.ts';
import { reusedIds } from '../../../cluster/reused-id.ts';
import { type GroupMember, vipKey } from '../../../cluster/vrrp.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualRouterIdReused: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-router-id-reused',
  severity: 'warning',
  verdict: 'own',
  summary: 'Another cluster on the same network uses the same virtual router id.',
  check(cluster, report) {
    for (const { member, stranger } of reusedIds(cluster)) {
      const id = member.instance.virtualRouterId;
      const theirs = stranger.instance.virtualRouterId;
      if (!id || !theirs) continue;
      report({
        at: fileSite(member, id.site),
        message: `${stranger.node.name} uses virtual_router_id ${id.value} for ${purpose(stranger)}, another cluster on what looks like the same network. Each takes the advertisements of the other for its own: the logs fill with refused packets, nodes change state, and from keepalived 2.3.3 on the address of the weaker cluster vanishes. Use another id for one of them.`,
        related: [
          {
            at: fileSite(stranger, theirs.site),
            message: `virtual_router_id ${theirs.value} on ${stranger.node.name}`,
            mirrored: true,
          },
        ],
      });
    }
  },
};

function purpose({ instance: { vips, excludedVips } }: GroupMember): string {
  if (vips.length > 0) return vips.map(vipKey).join(', ');
  return `no advertised address (${excludedVips.map(vipKey).join(', ')} is excluded)`;
}
