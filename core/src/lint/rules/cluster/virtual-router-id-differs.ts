import { fileSite, groupVips } from '../../../cluster/cluster.ts';
import { deviations } from '../../compare.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualRouterIdDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-router-id-differs',
  severity: 'error',
  verdict: 'own',
  summary: 'Nodes that are meant to share a virtual IP use different virtual router ids.',
  check(cluster, report) {
    for (const group of cluster.groups) {
      const found = deviations(group, (member) => member.instance.virtualRouterId?.value.toString());
      const expected = found?.reference.instance.virtualRouterId;
      if (!found || !expected) continue;
      for (const member of found.deviating) {
        const id = member.instance.virtualRouterId;
        if (!id) continue;
        report({
          at: fileSite(member, id.site),
          message: `virtual_router_id is ${id.value} on ${member.node.name} and ${expected.value} on ${found.reference.node.name}. Each node ignores the other's advertisements, so both become MASTER and both answer for ${groupVips(group).join(', ')}. Use one id on all nodes.`,
          related: [
            {
              at: fileSite(found.reference, expected.site),
              message: `virtual_router_id ${expected.value} on ${found.reference.node.name}`,
              mirrored: true,
            },
          ],
        });
      }
    }
  },
};
