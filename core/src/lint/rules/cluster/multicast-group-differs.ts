import type { GroupMember } from '../../../cluster/cluster.ts';
import { type Argument, settingNamed } from '../../../languages/keepalived/config.ts';
import { reportDeviations } from '../../compare.ts';
import type { ClusterRule } from '../../rule.ts';

export const multicastGroupDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'multicast-group-differs',
  severity: 'error',
  verdict: 'own',
  summary: 'Nodes of one virtual router advertise to different multicast groups.',
  check(cluster, report) {
    for (const group of cluster.groups) {
      reportDeviations(group, report, {
        value: (member) => (member.instance.unicastPeers.length > 0 ? undefined : groupAddress(member)),
        site: (member) => written(member)?.site ?? member.instance.site,
        describe: (member) => `multicast group ${groupAddress(member)}`,
        message: (member, reference) =>
          `${member.node.name} advertises to ${groupAddress(member)} and ${reference.node.name} to ${groupAddress(reference)}. Neither hears the other, so both become MASTER. Use one multicast group on all nodes.`,
      });
    }
  },
};

function familyOf({ instance }: GroupMember): 4 | 6 {
  return instance.vips[0]?.address?.family ?? 4;
}

/** The instance's own group, else that of the file. */
function written(member: GroupMember): Argument | undefined {
  const own = settingNamed(member.instance.settings, 'mcast_dst_ip')?.args[0];
  return own ?? settingNamed(member.config.globals, `vrrp_mcast_group${familyOf(member)}`)?.args[0];
}

function groupAddress(member: GroupMember): string | undefined {
  const address = written(member);
  if (address) return address.known ? address.value : undefined;
  if (member.config.hasIncludes) return undefined;
  return familyOf(member) === 4 ? '224.0.0.18' : 'ff02::12';
}
