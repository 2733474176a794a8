import type { KeepalivedConfig, VrrpInstance } from '../languages/keepalived/config.ts';
import { allVips, vipKey } from './cluster.ts';

/** How strongly two things seem to belong together, and why, in words for the user. */
export interface Evidence {
  readonly score: number;
  readonly why: readonly string[];
}

/** From this score on two nodes are one cluster. Weak signs (VRID 51, the name VI_1) never reach it alone. */
export const nodeThreshold = 4;

/** From this score on two instances of a cluster's nodes are one virtual router. */
export const instanceThreshold = 2;

/**
 * Whether two keepalived configurations belong to one cluster.
 *
 * No single sign is needed, because each may be the very mistake that we look for: a differing VRID, a VIP with a
 * typing error, an instance that was renamed on one side.
 */
export function nodeEvidence(
  a: { readonly name: string; readonly config: KeepalivedConfig },
  b: { readonly name: string; readonly config: KeepalivedConfig },
): Evidence {
  const signs: Evidence[] = [];
  const shared = intersection(vipsOf(a.config.instances), vipsOf(b.config.instances));
  if (shared.length > 0) signs.push({ score: 4, why: [`both list ${shared.slice(0, 3).join(', ')}`] });
  if (namesUnicastPeer(a.config, b.config) || namesUnicastPeer(b.config, a.config)) {
    signs.push({ score: 4, why: ['one names the other as unicast peer'] });
  }
  if (alikeNames(a.name, b.name)) signs.push({ score: 2, why: [`"${a.name}" and "${b.name}" are named as a pair`] });
  const instances = intersection(
    a.config.instances.map((instance) => instance.name),
    b.config.instances.map((instance) => instance.name),
  );
  if (instances.length > 0)
    signs.push({ score: 1, why: [`both define the instance ${instances.slice(0, 3).join(', ')}`] });
  const ids = intersection(vrids(a.config), vrids(b.config));
  if (ids.length > 0) signs.push({ score: 1, why: [`both use virtual_router_id ${ids.slice(0, 3).join(', ')}`] });
  return {
    score: signs.reduce((sum, sign) => sum + sign.score, 0),
    why: signs.flatMap((sign) => sign.why),
  };
}

/** How strongly two instances on different nodes seem to be one virtual router. */
export function instanceScore(a: VrrpInstance, b: VrrpInstance): number {
  let score = 0;
  if (intersection(vipsOf([a]), vipsOf([b])).length > 0) score += 4;
  if (a.name === b.name) score += 2;
  if (a.virtualRouterId && a.virtualRouterId.value === b.virtualRouterId?.value) score += 2;
  return score;
}

function vipsOf(instances: readonly VrrpInstance[]): string[] {
  return instances.flatMap((instance) => allVips(instance).map(vipKey));
}

function vrids(config: KeepalivedConfig): string[] {
  return config.instances.flatMap((instance) =>
    instance.virtualRouterId ? [String(instance.virtualRouterId.value)] : [],
  );
}

function namesUnicastPeer(a: KeepalivedConfig, b: KeepalivedConfig): boolean {
  const sources = new Set(
    b.instances.flatMap((instance) => (instance.unicastSource ? [instance.unicastSource.value] : [])),
  );
  return a.instances.some((instance) => instance.unicastPeers.some((peer) => sources.has(peer.value)));
}

const roles: readonly ReadonlySet<string>[] = [
  new Set(['master', 'backup', 'slave', 'standby', 'secondary', 'primary', 'main']),
  new Set(['active', 'passive', 'standby']),
  new Set(['left', 'right']),
  new Set(['a', 'b', 'c']),
];

/** `lb1` and `lb2`, `haproxy-a` and `haproxy-b`, `master` and `backup`. */
function alikeNames(a: string, b: string): boolean {
  if (a === b) return false;
  const left = a.toLowerCase().split(/[-_.]/);
  const right = b.toLowerCase().split(/[-_.]/);
  if (left.length !== right.length) return false;
  const differing = left.findIndex((piece, i) => piece !== right[i]);
  const others = left.every((piece, i) => i === differing || piece === right[i]);
  const [x, y] = [left[differing] ?? '', right[differing] ?? ''];
  if (!others) return false;
  if (roles.some((role) => role.has(x) && role.has(y))) return true;
  return /\d$/.test(x) && /\d$/.test(y) && x.replace(/\d+$/, '') === y.replace(/\d+$/, '');
}

function intersection(a: readonly string[], b: readonly string[]): string[] {
  const wanted = new Set(b);
  return [...new Set(a)].filter((item) => wanted.has(item));
}
