import type { GroupMember } from '../cluster/cluster.ts';
import { type Argument, settingNamed } from '../languages/keepalived/config.ts';

/** The line that chooses the multicast group of an instance: its own, else that of the file. */
export function writtenMulticastGroup({ instance, config }: GroupMember): Argument | undefined {
  const family = instance.vips[0]?.address?.family ?? 4;
  const own = settingNamed(instance.settings, 'mcast_dst_ip')?.args[0];
  return own ?? settingNamed(config.globals, `vrrp_mcast_group${family}`)?.args[0];
}

/** The multicast group that an instance advertises to; undefined when nobody can tell. */
export function multicastGroup(member: GroupMember): string | undefined {
  const address = writtenMulticastGroup(member);
  if (address) return address.known ? address.value : undefined;
  if (member.config.hasIncludes) return undefined;
  return (member.instance.vips[0]?.address?.family ?? 4) === 4 ? '224.0.0.18' : 'ff02::12';
}
