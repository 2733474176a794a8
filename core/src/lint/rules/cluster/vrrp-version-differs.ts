import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { reportDeviations } from '../../compare.ts';
import type { ClusterRule } from '../../rule.ts';
import { vrrpVersionOf } from '../../vrrp-facts.ts';

export const vrrpVersionDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'vrrp-version-differs',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['version', 'vrrp_version', 'vrrp_strict'] },
  summary: 'Nodes of one virtual router speak different versions of VRRP.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      reportDeviations(group, report, {
        value: (member) => (isKnown(member) ? String(version(member)) : undefined),
        site: ({ instance, config }) => instance.version?.site ?? config.vrrpVersion?.site ?? instance.site,
        describe: (member) => `VRRPv${version(member)}${isWritten(member) ? '' : ', the default,'}`,
        message: (member, reference) =>
          `${member.node.name} speaks VRRPv${version(member)} and ${reference.node.name} VRRPv${version(reference)}. Each node drops the other's advertisements, so both become MASTER. Set one vrrp_version on all nodes.`,
      });
    }
  },
};

function version({ config, instance }: GroupMember): number {
  return vrrpVersionOf(config, instance);
}

function isWritten({ config, instance }: GroupMember): boolean {
  return instance.version !== undefined || config.vrrpVersion !== undefined;
}

/** IPv6 speaks version 3 whatever is written; without addresses nobody knows the family. */
function isKnown(member: GroupMember): boolean {
  return member.instance.vips.length > 0 && (isWritten(member) || !member.config.hasIncludes);
}
