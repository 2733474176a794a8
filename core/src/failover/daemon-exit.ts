import { multicastGroup } from './multicast.ts';
import { isOlder, type RouterModel } from './router.ts';
import { isStrict } from './switches.ts';

/**
 * Why a node's keepalived gives up at its start, and with it every instance, good ones too; undefined when it runs
 * (upstream vrrp.c, vrrp_complete_init).
 */
export function exitReason(routers: readonly RouterModel[]): string | undefined {
  const taken = new Set<string>();
  for (const router of routers) {
    const { instance } = router.member;
    const id = instance.virtualRouterId?.value;
    if (id === undefined || !Number.isInteger(id) || id < 1 || id > 255) {
      return `${instance.name} has no virtual_router_id from 1 to 255`;
    }
    const { addresses } = router.facts;
    if (addresses && !addresses.has(router.interface)) return `there is no interface ${router.interface}`;
    const demands =
      router.version === 3 ? 'VRRPv3' : isStrict(router.member.config, instance) ? 'strict mode' : undefined;
    if (demands !== undefined && instance.vips.length === 0)
      return `${instance.name} has no address, which ${demands} demands`;
    const family = instance.vips[0]?.address?.family ?? 4;
    const mode = instance.unicastPeers.length > 0 ? 'unicast' : 'multicast';
    const group = mode === 'multicast' ? multicastGroup(router.member, router.facts.keepalived) : undefined;
    // An instance on a virtual interface of its own meets no other.
    const own = instance.settings.some(({ keyword }) => keyword === 'use_vmac') ? ` ${instance.name}` : '';
    // 2.1.5 keeps unicast and multicast in one list; 2.2.7 and later do not.
    const list = isOlder(router, [2, 2, 0]) ? '' : (group ?? mode);
    const key = `${router.interface} ${family} ${list} ${id}${own}`;
    if (taken.has(key)) return `virtual_router_id ${id} is used twice on ${router.interface}`;
    taken.add(key);
  }
  return undefined;
}
