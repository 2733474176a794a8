import { memo } from '../base/memo.ts';
import type { VrrpInstance } from '../languages/keepalived/config.ts';
import type { Profile } from './profile.ts';
import { allVips, vipKey } from './vrrp.ts';

/** How strongly two things seem to belong together, and why, in words for the user. */
export interface Evidence {
  readonly score: number;
  readonly why: readonly string[];
}

/** From this score on two nodes are one cluster. Weak signs (VRID 51, the name VI_1) never reach it alone. */
export const nodeThreshold = 4;

/** From this score on two instances of a cluster's nodes are one virtual router. */
export const instanceThreshold = 2;

/** A machine as the evidence sees it. */
export interface ComparedMachine {
  readonly name: string;
  readonly profile: Profile;
}

/**
 * Whether two keepalived configurations belong to one cluster.
 *
 * No single sign is needed, because each may be the very mistake that we look for: a differing VRID, a VIP with a
 * typing error, an instance that was renamed on one side.
 */
export function nodeEvidence(a: ComparedMachine, b: ComparedMachine): Evidence {
  const signs: Evidence[] = [];
  const shared = intersection(a.profile.vips, b.profile.vips);
  if (shared.length > 0) signs.push({ score: 4, why: [`both list ${some(shared)}`] });
  if (namesPeer(a.profile, b.profile) || namesPeer(b.profile, a.profile)) {
    signs.push({ score: 4, why: ['one names the other as unicast peer'] });
  }
  if (alikeNames(a.name, b.name)) signs.push({ score: 2, why: [`"${a.name}" and "${b.name}" are named as a pair`] });
  const instances = intersection(a.profile.instances, b.profile.instances);
  if (instances.length > 0) signs.push({ score: 1, why: [`both define the instance ${some(instances)}`] });
  const ids = intersection(a.profile.virtualRouterIds, b.profile.virtualRouterIds);
  if (ids.length > 0) signs.push({ score: 1, why: [`both use virtual_router_id ${some(ids)}`] });
  return sum(signs);
}

/**
 * Whether two machines without keepalived serve the same by HAProxy: they are named as a pair, and list each other
 * as peers or have mostly the same proxies with the same servers.
 */
export function proxyEvidence(a: ComparedMachine, b: ComparedMachine): Evidence {
  if (!alikeNames(a.name, b.name)) return { score: 0, why: [] };
  const signs: Evidence[] = [{ score: 2, why: [`"${a.name}" and "${b.name}" are named as a pair`] }];
  const peers = intersection(a.profile.haproxyPeers, b.profile.haproxyPeers);
  if (peers.length > 1)
    signs.push({ score: 2, why: [`both list the peers ${some(peers.map((peer) => peer.split(' ')[0] ?? ''))}`] });
  const proxies = intersection(a.profile.proxies, b.profile.proxies);
  const servers = intersection(a.profile.servers, b.profile.servers);
  if (mostOf(proxies, a.profile.proxies, b.profile.proxies) && mostOf(servers, a.profile.servers, b.profile.servers)) {
    signs.push({ score: 2, why: [`both have ${some(proxies)} with the same servers`] });
  }
  return sum(signs);
}

/** What an instance is recognised by: instances without a sign in common have the score 0. */
export function signsOf(instance: VrrpInstance): readonly string[] {
  const { name, virtualRouterId } = instance;
  const id = virtualRouterId ? [`id ${virtualRouterId.value}`] : [];
  return [`name ${name}`, ...id, ...[...vipsOf(instance)].map((vip) => `vip ${vip}`)];
}

/** How strongly two instances on different nodes seem to be one virtual router. */
export function instanceScore(a: VrrpInstance, b: VrrpInstance): number {
  let score = 0;
  const vips = vipsOf(b);
  for (const vip of vipsOf(a)) {
    if (!vips.has(vip)) continue;
    score += 4;
    break;
  }
  if (a.name === b.name) score += 2;
  if (a.virtualRouterId && a.virtualRouterId.value === b.virtualRouterId?.value) score += 2;
  return score;
}

const vipsOf = memo((instance: VrrpInstance): ReadonlySet<string> => new Set(allVips(instance).map(vipKey)));

function namesPeer(a: Profile, b: Profile): boolean {
  return intersection(a.peers, b.sources).length > 0;
}

const roles: readonly ReadonlySet<string>[] = [
  new Set(['master', 'backup', 'slave', 'standby', 'secondary', 'primary', 'main']),
  new Set(['active', 'passive', 'standby']),
  new Set(['left', 'right']),
  new Set(['a', 'b', 'c']),
];

/** `lb1` and `lb2`, `haproxy-a` and `haproxy-b`, `master` and `backup`. */
export function alikeNames(a: string, b: string): boolean {
  return differingPiece(a, b) !== undefined;
}

/** Which piece of two alike names differs; undefined when they are not alike. */
export function differingPiece(a: string, b: string): number | undefined {
  if (a === b) return undefined;
  const left = a.toLowerCase().split(/[-_.]/);
  const right = b.toLowerCase().split(/[-_.]/);
  if (left.length !== right.length) return undefined;
  const differing = left.findIndex((piece, i) => piece !== right[i]);
  const others = left.every((piece, i) => i === differing || piece === right[i]);
  const [x, y] = [left[differing] ?? '', right[differing] ?? ''];
  if (!others) return undefined;
  if (roles.some((role) => role.has(x) && role.has(y))) return differing;
  return /\d$/.test(x) && /\d$/.test(y) && withoutNumber(x) === withoutNumber(y) ? differing : undefined;
}

/** A name without the digits at its end. */
function withoutNumber(name: string): string {
  let end = name.length;
  while (end > 0 && name.charCodeAt(end - 1) >= 48 && name.charCodeAt(end - 1) <= 57) end--;
  return name.slice(0, end);
}

/** Whether what is shared is most of what either has. */
function mostOf(shared: readonly string[], a: readonly string[], b: readonly string[]): boolean {
  return shared.length > 0 && shared.length * 3 >= Math.max(a.length, b.length) * 2;
}

function sum(signs: readonly Evidence[]): Evidence {
  return {
    score: signs.reduce((total, sign) => total + sign.score, 0),
    why: signs.flatMap((sign) => sign.why),
  };
}

function some(items: readonly string[]): string {
  return items.slice(0, 3).join(', ');
}

function intersection(a: readonly string[], b: readonly string[]): string[] {
  const wanted = new Set(b);
  return [...new Set(a)].filter((item) => wanted.has(item));
}
