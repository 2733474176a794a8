import { parseIp } from '../../base/ip-address.ts';
import { isLinkLocal } from '../../base/link-local.ts';
import { compareVersions } from '../../base/version.ts';
import type { GroupMember } from '../../cluster/vrrp.ts';
import { settingNamed } from '../../languages/keepalived/config.ts';
import type { RouterModel } from './router.ts';

/**
 * Whether an instance sends unicast over IPv6 and has no `unicast_src_ip`. keepalived then takes the link-local address
 * of the interface, which it cannot bind, and hears nobody; 2.1.5 stays in FAULT (lab, 2.1.5 to 2.3.4).
 */
export function lacksIpv6Source({ instance }: GroupMember): boolean {
  return (
    instance.vips[0]?.address?.family === 6 &&
    instance.unicastPeers.length > 0 &&
    settingNamed(instance.settings, 'unicast_src_ip') === undefined
  );
}

/**
 * The addresses under which a router can be reached by unicast, as far as anybody says: it listens on what it sends
 * from (lab, 2.3.3 and 2.3.4: a source that is not local makes it deaf).
 */
export function reachedAt(router: RouterModel): readonly string[] {
  const source = router.member.instance.unicastSource?.value;
  if (source !== undefined) return [source];
  return router.facts.addresses?.get(router.interface) ?? [];
}

/** What makes an answer about unicast uncertain, in words. */
export function sourceDoubts(router: RouterModel): string[] {
  const { node, group, member, facts } = router;
  const own = member.instance;
  const doubts: string[] = [];
  const isGlobal = ({ value }: { readonly value: string }): boolean =>
    parseIp(value) !== undefined && !isLinkLocal(value);
  const isOlderThan = (...version: number[]): boolean => compareVersions(facts.keepalived, version) < 0;
  if (lacksIpv6Source(member)) {
    const isKnown = group.members.every(({ instance }) => instance.unicastPeers.every(isGlobal));
    const isTried = !isOlderThan(2, 2, 7) || (!isOlderThan(2, 1, 5) && isOlderThan(2, 1, 6));
    if (!isKnown || !isTried)
      doubts.push(
        `${own.name} on ${node} sends unicast over IPv6 and has no unicast_src_ip: whether its advertisements are taken depends on the address that the kernel chooses`,
      );
  }
  const source = own.unicastSource?.value;
  if (source === undefined || own.unicastPeers.length === 0 || facts.addresses !== undefined || !isOlderThan(2, 3, 3))
    return doubts;
  // Somebody sends to an address that is nobody's source, and nobody to this one: which of the two is wrong?
  const others = group.members.filter((other) => other !== member && other.instance.unicastPeers.length > 0);
  const isListed = others.some(({ instance }) => instance.unicastPeers.some(({ value }) => value === source));
  const sources = new Set(group.members.map(({ instance }) => instance.unicastSource?.value));
  const stray = others.flatMap(({ instance }) => instance.unicastPeers).find(({ value }) => !sources.has(value));
  if (isListed || stray === undefined) return doubts;
  doubts.push(
    `others send to ${stray.value} and nobody to ${source}: if ${source} is no address of ${node}, keepalived stays in FAULT there`,
  );
  return doubts;
}
