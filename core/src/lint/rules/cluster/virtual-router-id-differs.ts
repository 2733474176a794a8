import { vrrpGroups } from '../../../cluster/vrrp.ts';
import { copyValue, reportDeviations } from '../../compare.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualRouterIdDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-router-id-differs',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['virtual_router_id'] },
  summary: 'Nodes that are meant to share a virtual IP use different virtual router ids.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      reportDeviations(group, report, {
        value: ({ instance }) => instance.virtualRouterId?.value.toString(),
        site: ({ instance }) => instance.virtualRouterId?.site ?? instance.site,
        describe: ({ instance }) => `virtual_router_id ${instance.virtualRouterId?.value}`,
        message: (member, reference) =>
          `virtual_router_id is ${member.instance.virtualRouterId?.value} on ${member.node.name} and ${reference.instance.virtualRouterId?.value} on ${reference.node.name}. Each node ignores the other's advertisements, so both become MASTER and both answer for ${group.addresses.join(', ')}. Use one id on all nodes.`,
        edit: (to, from) => copyValue(to, from, ({ instance }) => instance.virtualRouterId),
      });
    }
  },
};
