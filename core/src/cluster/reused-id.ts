import type { Cluster } from './cluster.ts';
import { networksOf } from './profile.ts';
import { allVips, type GroupMember, vipKey, vrrpGroups, vrrpNeighbours } from './vrrp.ts';

/** A virtual router beside a cluster that has the id of one of its own, for other addresses of the network. */
export interface ReusedId {
  readonly member: GroupMember;
  readonly stranger: GroupMember;
}

/** The first stranger that each virtual router of a cluster hears, in the order of its groups. */
export function reusedIds(cluster: Cluster): ReusedId[] {
  const strangers = new Map<string, GroupMember[]>();
  for (const stranger of vrrpNeighbours(cluster)) {
    for (const key of heardAs(stranger)) {
      const known = strangers.get(key);
      if (!known) strangers.set(key, [stranger]);
      else if (known.length < most) known.push(stranger);
    }
  }
  if (strangers.size === 0) return [];
  return vrrpGroups(cluster).flatMap((group) => {
    const [member] = group.members;
    const vips = new Set(group.addresses);
    const hearing = heardAs(member).flatMap((key) => strangers.get(key) ?? []);
    const stranger = hearing.find(({ instance }) => !allVips(instance).some((vip) => vips.has(vipKey(vip))));
    return stranger ? [{ member, stranger }] : [];
  });
}

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
