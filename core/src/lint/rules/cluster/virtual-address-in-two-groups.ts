import { isLinkLocal } from '../../../base/link-local.ts';
import { fileSite } from '../../../cluster/cluster.ts';
import { allVips, type GroupMember, type VrrpGroup, vipKey, vrrpGroups } from '../../../cluster/vrrp.ts';
import { onOtherLinks } from '../../../failover/vrrp/other-links.ts';
import type { VirtualAddress } from '../../../languages/keepalived/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualAddressInTwoGroups: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-address-in-two-groups',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['virtual_ipaddress', 'virtual_ipaddress_excluded'] },
  summary: 'Two virtual routers on different nodes list the same virtual address.',
  check(cluster, report) {
    const first = new Map<string, { group: VrrpGroup; member: GroupMember; vip: VirtualAddress }>();
    for (const group of vrrpGroups(cluster)) {
      for (const member of group.members) {
        for (const vip of allVips(member.instance)) {
          const key = vipKey(vip);
          const known = first.get(key);
          if (!known) first.set(key, { group, member, vip });
          // Twice on one node is reported in its file.
          if (!known || !vip.address || known.group === group || known.member.node === member.node) continue;
          // A link-local address may be the gateway on every link.
          if (isLinkLocal(key) && onOtherLinks(known.group, group, key)) continue;
          report({
            at: fileSite(member, vip.site),
            message: `${key} belongs to ${member.instance.name} on ${member.node.name} and to ${known.member.instance.name} on ${known.member.node.name}, which are two virtual routers: each may have a MASTER of its own, and then two nodes answer for the address. List it in one of them.`,
            related: [
              {
                at: fileSite(known.member, known.vip.site),
                message: `${key} in ${known.member.instance.name} on ${known.member.node.name}`,
                mirrored: true,
              },
            ],
          });
        }
      }
    }
  },
};
