import { fileSite, groupVips } from '../../../cluster/cluster.ts';
import { deviations } from '../../compare.ts';
import { fix, replace } from '../../fix.ts';
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
        const [here, there] = [fileSite(member, id.site), fileSite(found.reference, expected.site)];
        report({
          at: here,
          message: `virtual_router_id is ${id.value} on ${member.node.name} and ${expected.value} on ${found.reference.node.name}. Each node ignores the other's advertisements, so both become MASTER and both answer for ${groupVips(group).join(', ')}. Use one id on all nodes.`,
          related: [
            {
              at: there,
              message: `virtual_router_id ${expected.value} on ${found.reference.node.name}`,
              mirrored: true,
            },
          ],
          fixes: [
            fix(`Use ${expected.value} on ${member.node.name}`, replace(here, String(expected.value))),
            ...(group.members.length === 2
              ? [fix(`Use ${id.value} on ${found.reference.node.name}`, replace(there, String(id.value)))]
              : []),
          ],
        });
      }
    }
  },
};
