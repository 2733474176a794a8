import { multicastGroup } from './multicast.ts';
import { sourceOf } from './rejection.ts';
import { isOlder, type RouterModel } from './router.ts';
import { isStrict } from './switches.ts';

/** Why a keepalived gives up at its start. */
export interface DaemonExit {
  readonly why: string;
  /** It crashes and is started again and again, which takes its addresses away; else it ends, and what is there stays. */
  readonly crashes: boolean;
}

/**
 * Why a node's keepalived gives up at its start, and with it every instance, good ones too; undefined when it runs
 * (upstream vrrp.c, vrrp_complete_init and check_vrid_conflicts).
 */
export function exitOf(routers: readonly RouterModel[]): DaemonExit | undefined {
  const why = refusal(routers);
  if (why !== undefined) return { why, crashes: false };
  const crash = crashReason(routers);
  return crash === undefined ? undefined : { why: crash, crashes: true };
}

function refusal(routers: readonly RouterModel[]): string | undefined {
  const taken = new Set<string>();
  for (const router of routers) {
    const { instance } = router.member;
    const id = instance.virtualRouterId?.value;
    if (id === undefined || !Number.isInteger(id) || id < 1 || id > 255) {
      return `${instance.name} has no virtual_router_id from 1 to 255`;
    }
    const { config } = router.member;
    // What a template or an included file says of it, nobody knows.
    if (!instance.interface && !config.hasIncludes && !config.template) return `${instance.name} names no interface`;
    const { addresses } = router.facts;
    if (addresses && !addresses.has(router.interface)) return `there is no interface ${router.interface}`;
    const demands =
      router.version === 3 ? 'VRRPv3' : isStrict(router.member.config, instance) ? 'strict mode' : undefined;
    if (demands !== undefined && instance.vips.length === 0)
      return `${instance.name} has no address, which ${demands} demands`;
    const places = placesOf(router).map((place) => `${place} ${id}`);
    if (places.some((place) => taken.has(place))) return `virtual_router_id ${id} is used twice on ${router.interface}`;
    for (const place of places) taken.add(place);
  }
  return undefined;
}

/**
 * Where an instance's id has to be its own. Since 2.2.5 that is a multicast group, or one peer of a source; before, all
 * groups and all peers (lab, 2.1.5 to 2.3.4). Unicast and multicast are apart.
 */
function placesOf(router: RouterModel): readonly string[] {
  const { instance } = router.member;
  const isCoarse = isOlder(router, [2, 2, 5]);
  const link = linkOf(router);
  if (instance.unicastPeers.length === 0) {
    return [`${link} ${isCoarse ? '' : (multicastGroup(router.member, router.facts.keepalived) ?? '')}`];
  }
  const source = `${link} from ${sourceOf(router) ?? ''}`;
  return isCoarse ? [source] : [...new Set(instance.unicastPeers.map((peer) => `${source} to ${peer.value}`))];
}

/** Interface and family. An instance on a virtual interface of its own meets no other. */
function linkOf({ member: { instance }, interface: name }: RouterModel): string {
  const own = instance.settings.some(({ keyword }) => keyword === 'use_vmac') ? ` ${instance.name}` : '';
  return `${name} ${instance.vips[0]?.address?.family ?? 4}${own}`;
}

/**
 * From 2.1.0 to 2.2.2 a unicast instance that is written below a multicast one of the same interface, whatever their ids, makes
 * keepalived crash when it opens its sockets, unless one with the same source is written above both (upstream
 * vrrp_scheduler.c, already_exist_sock; lab, 2.1.5).
 */
function crashReason(routers: readonly RouterModel[]): string | undefined {
  const multicast = new Map<string, string>();
  const sources = new Set<string>();
  for (const router of routers) {
    if (!isOlder(router, [2, 2, 3]) || isOlder(router, [2, 1, 0])) return undefined;
    const { instance } = router.member;
    const link = `${linkOf(router)} ${instance.authType?.value === 'AH' ? 'AH' : ''}`;
    const above = multicast.get(link);
    const source = `${link} from ${sourceOf(router) ?? ''}`;
    if (instance.unicastPeers.length === 0) multicast.set(link, above ?? instance.name);
    else if (above === undefined) sources.add(source);
    else if (!sources.has(source)) {
      return `${instance.name} is unicast and below ${above}, which is multicast on the same interface`;
    }
  }
  return undefined;
}
