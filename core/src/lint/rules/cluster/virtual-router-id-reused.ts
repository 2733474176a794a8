import { fileSite, type GroupMember, groupVips, vipKey } from '../../../cluster/cluster.ts';
import { networksOf } from '../../../cluster/profile.ts';
import type { VrrpInstance } from '../../../languages/keepalived/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualRouterIdReused: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-router-id-reused',
  severity: 'warning',
  verdict: 'own',
  summary: 'Another cluster on the same network uses the same virtual router id.',
  check(cluster, report) {
    for (const group of cluster.groups) {
      const [member] = group.members;
      const id = member.instance.virtualRouterId;
      if (!id) continue;
      const vips = new Set(groupVips(group));
      const other = cluster.neighbours?.find((stranger) => hears(member, stranger) && !sharesAddress(stranger, vips));
      const theirs = other?.instance.virtualRouterId;
      if (!other || !theirs) continue;
      report({
        at: fileSite(member, id.site),
        message: `${other.node.name} uses virtual_router_id ${id.value} for ${other.instance.vips.map(vipKey).join(', ')}, another cluster on what looks like the same network. Each takes the advertisements of the other for its own: the logs fill with refused packets, nodes change state, and from keepalived 2.3.3 on the address of the weaker cluster vanishes. Use another id for one of them.`,
        related: [
          {
            at: fileSite(other, theirs.site),
            message: `virtual_router_id ${theirs.value} on ${other.node.name}`,
            mirrored: true,
          },
        ],
      });
    }
  },
};

function hears(member: GroupMember, stranger: GroupMember): boolean {
  if (multicastGroup(member) !== multicastGroup(stranger)) return false;
  const own = networksOf(member.instance);
  return networksOf(stranger.instance).some((network) => own.includes(network));
}

function multicastGroup({ instance, config }: GroupMember): string {
  const words = [...config.globals, ...instance.settings].filter(({ keyword }) =>
    /mcast_(?:group4|dst_ip)/.test(keyword),
  );
  return words.map((setting) => setting.args[0]?.value ?? '').join(' ');
}

function sharesAddress({ instance }: { readonly instance: VrrpInstance }, vips: ReadonlySet<string>): boolean {
  return instance.vips.some((vip) => vips.has(vipKey(vip)));
}
