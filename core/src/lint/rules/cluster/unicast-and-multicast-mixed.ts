import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import { reportDeviations } from '../../compare.ts';
import type { ClusterRule } from '../../rule.ts';
import { isStrict } from '../../vrrp-facts.ts';

export const unicastAndMulticastMixed: ClusterRule = {
  scope: 'cluster',
  id: 'unicast-and-multicast-mixed',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['unicast_peer'] },
  summary: 'One node of a virtual router sends unicast and another multicast.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      reportDeviations(group, report, {
        value: (member) => (isUnicast(member) ? 'unicast' : member.config.hasIncludes ? undefined : 'multicast'),
        site: ({ instance }) =>
          settingNamed(instance.settings, 'unicast_peer')?.site ?? instance.unicastSource?.site ?? instance.site,
        describe: (member) => (isUnicast(member) ? 'unicast to the listed peers' : 'multicast'),
        message: (member, reference) =>
          `${member.node.name} sends ${describe(member)} and ${reference.node.name} ${describe(reference)}. keepalived drops advertisements of the other kind, so both become MASTER. ${advice(isUnicast(member) ? reference : member)}`,
      });
    }
  },
};

/** Strict mode knows no unicast. */
function isUnicast({ config, instance }: GroupMember): boolean {
  return instance.unicastPeers.length > 0 && !isStrict(config, instance);
}

function describe(member: GroupMember): string {
  if (isUnicast(member)) return 'unicast';
  return member.instance.unicastPeers.length > 0 ? 'multicast, because strict mode knows no unicast' : 'multicast';
}

function advice(multicast: GroupMember): string {
  return multicast.instance.unicastPeers.length > 0
    ? `Take strict mode away from ${multicast.node.name}.`
    : `Give ${multicast.node.name} unicast_src_ip and a unicast_peer block, too, or take unicast_peer away everywhere.`;
}
