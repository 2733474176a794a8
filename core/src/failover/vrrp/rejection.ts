import { isLinkLocal } from '../../base/link-local.ts';
import { memo } from '../../base/memo.ts';
import { type GroupMember, vipKey } from '../../cluster/vrrp.ts';
import { multicastGroup } from './multicast.ts';
import { isOlder, type RouterModel } from './router.ts';
import { isStrict } from './switches.ts';
import { second } from './timers.ts';
import { lacksIpv6Source, reachedAt } from './unicast-source.ts';

/** Why an advertisement has no effect. `heard`: it arrives all the same, and a MASTER takes note of it. */
export interface Rejection {
  readonly why: string;
  readonly heard: boolean;
}

/**
 * Why `receiver` drops the advertisements of `sender`; undefined when it takes them (upstream vrrp.c,
 * vrrp_check_packet). With equal settings on both sides nothing is dropped.
 */
export function rejection(receiver: RouterModel, sender: RouterModel): Rejection | undefined {
  const deaf = notDelivered(receiver, sender);
  if (deaf !== undefined) return { why: deaf, heard: false };
  const why = refused(receiver, sender);
  return why === undefined ? undefined : { why, heard: true };
}

function notDelivered(receiver: RouterModel, sender: RouterModel): string | undefined {
  const [own, theirs] = [receiver.member.instance, sender.member.instance];
  if (own.virtualRouterId?.value !== theirs.virtualRouterId?.value) {
    return `virtual_router_id differs (${own.virtualRouterId?.value ?? 'none'} and ${theirs.virtualRouterId?.value ?? 'none'})`;
  }
  if (familyOf(receiver.member) !== familyOf(sender.member)) return 'one is IPv4 and the other IPv6';
  const receiverUnicast = own.unicastPeers.length > 0;
  const senderUnicast = theirs.unicastPeers.length > 0;
  if (receiverUnicast !== senderUnicast) return 'one sends unicast and the other multicast';
  if (!senderUnicast) {
    const [here, there] = [receiver, sender].map(({ member, facts }) => multicastGroup(member, facts.keepalived));
    return here === undefined || there === undefined || here === there
      ? undefined
      : `they use different multicast groups (${here} and ${there})`;
  }
  if (lacksIpv6Source(receiver.member))
    return `${receiver.node} has no unicast_src_ip and cannot listen on the link-local address that it takes instead`;
  const addresses = reachedAt(receiver);
  if (addresses.length === 0) return undefined;
  return theirs.unicastPeers.some((peer) => addresses.includes(peer.value))
    ? undefined
    : `${sender.node} does not list ${addresses.join(' or ')} as unicast_peer`;
}

function refused(receiver: RouterModel, sender: RouterModel): string | undefined {
  const own = receiver.member.instance;
  if (receiver.version !== sender.version)
    return `the VRRP version differs (${receiver.version} and ${sender.version})`;
  if (authentication(receiver) !== authentication(sender)) return 'the authentication differs';
  if (receiver.version === 2 && receiver.advertInterval !== sender.advertInterval) {
    return `advert_int differs (${receiver.advertInterval / second} and ${sender.advertInterval / second})`;
  }
  if (isOlder(receiver, [2, 3, 3]) && advertised(receiver.member) !== advertised(sender.member)) {
    return 'the virtual addresses differ';
  }
  if (receiver.ownerIgnoresAdverts && !isOlder(receiver, [2, 3, 3])) return 'an owner ignores advertisements';
  const source = sourceOf(sender);
  if (receiver.checksSource && source !== undefined && !own.unicastPeers.some((peer) => peer.value === source)) {
    return `${source} is no unicast_peer of ${receiver.node}`;
  }
  return undefined;
}

/** Type and the eight bytes that VRRPv2 carries; version 3, vrrp_strict and a missing password drop it. */
const authentication = memo(({ version, member: { instance, config } }: RouterModel): string => {
  const type = instance.authType?.value;
  if (version === 3 || isStrict(config, instance) || type === undefined) return '';
  const password = instance.authPass?.value;
  return password === undefined || password === '' ? '' : `${type} ${password.slice(0, 8)}`;
});

function familyOf({ instance }: GroupMember): 4 | 6 {
  return instance.vips[0]?.address?.family ?? 4;
}

/** The set that is sent and compared: addresses of the first one's family. */
function advertised(member: GroupMember): string {
  const family = familyOf(member);
  return member.instance.vips
    .filter((vip) => (vip.address?.family ?? family) === family)
    .map(vipKey)
    .sort()
    .join(' ');
}

/** The address that a router's advertisements come from; undefined when nobody says. Over IPv6 it is a link-local one. */
export function sourceOf(router: RouterModel): string | undefined {
  const own = router.member.instance.unicastSource?.value;
  if (own !== undefined) return own;
  const isSource = familyOf(router.member) === 6 ? isLinkLocal : (address: string): boolean => !address.includes(':');
  return router.facts.addresses?.get(router.interface)?.find(isSource);
}
