import { query } from '../../base/query.ts';
import { compareVersions, type Version } from '../../base/version.ts';
import type { GroupMember } from '../../cluster/vrrp.ts';
import { type Argument, settingNamed } from '../../languages/keepalived/config.ts';

/** The first keepalived that knows `mcast_dst_ip`; 2.1.5 skips it as an unknown word. */
const ownGroupSince: Version = [2, 2, 5];

/**
 * The line that chooses the multicast group of an instance: its own, else that of the file. `keepalived`: the version
 * that reads it, by default one that knows both.
 */
export function writtenMulticastGroup(
  { instance, config }: GroupMember,
  keepalived: Version = ownGroupSince,
): Argument | undefined {
  const family = instance.vips[0]?.address?.family ?? 4;
  const knowsOwn = compareVersions(keepalived, ownGroupSince) >= 0;
  const own = knowsOwn ? settingNamed(instance.settings, 'mcast_dst_ip')?.args[0] : undefined;
  return own ?? settingNamed(config.globals, `vrrp_mcast_group${family}`)?.args[0];
}

/** The multicast group that an instance advertises to; undefined when nobody can tell. */
export function multicastGroup(member: GroupMember, keepalived?: Version): string | undefined {
  return groupOf(member, keepalived);
}

/** Every pair of routers asks. */
const groupOf = query((member: GroupMember, keepalived: Version | undefined): string | undefined => {
  const address = writtenMulticastGroup(member, keepalived);
  if (address) return address.known ? address.value : undefined;
  if (member.config.hasIncludes) return undefined;
  return (member.instance.vips[0]?.address?.family ?? 4) === 4 ? '224.0.0.18' : 'ff02::12';
});
