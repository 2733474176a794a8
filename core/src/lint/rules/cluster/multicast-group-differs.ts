import { vrrpGroups } from '../../../cluster/vrrp.ts';
import { multicastGroup, writtenMulticastGroup } from '../../../failover/vrrp/multicast.ts';
import { reportDeviations } from '../../compare.ts';
import type { ClusterRule } from '../../rule.ts';

export const multicastGroupDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'multicast-group-differs',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['vrrp_mcast_group4', 'vrrp_mcast_group6', 'mcast_dst_ip', 'unicast_peer'] },
  summary: 'Nodes of one virtual router advertise to different multicast groups.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      reportDeviations(group, report, {
        value: (member) => (member.instance.unicastPeers.length > 0 ? undefined : multicastGroup(member)),
        site: (member) => writtenMulticastGroup(member)?.site ?? member.instance.site,
        describe: (member) => `multicast group ${multicastGroup(member)}`,
        message: (member, reference) =>
          `${member.node.name} advertises to ${multicastGroup(member)} and ${reference.node.name} to ${multicastGroup(reference)}. Neither hears the other, so both become MASTER. Use one multicast group on all nodes.`,
      });
    }
  },
};
