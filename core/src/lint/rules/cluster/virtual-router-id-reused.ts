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
    const strangers = new Map<string, GroupMember[]>();
    for (const stranger of cluster.neighbours ?? []) {
      for (const key of heardAs(stranger)) {
        const known = strangers.get(key);
        if (!known) strangers.set(key, [stranger]);
        else if (known.length < most) known.push(stranger);
      }
    }
    if (strangers.size === 0) return;
    for (const group of cluster.groups) {
      const [member] = group.members;
      const id = member.instance.virtualRouterId;
      if (!id) continue;
      const vips = new Set(groupVips(group));
      const hearing = heardAs(member).flatMap((key) => strangers.get(key) ?? []);
      const other = hearing.find((stranger) => !sharesAddress(stranger, vips));
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

/** Of the strangers on one network with one id, only so many are asked. */
const most = 64;

/** Members that hear each other have one of these in common. */
function heardAs(member: GroupMember): readonly string[] {
  const networks = networksOf(member.instance);
  if (networks.length === 0) return [];
  const group = multicastGroup(member);
  return networks.map((network) => `${group} ${network}`);
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
