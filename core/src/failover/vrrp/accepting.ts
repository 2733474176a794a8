import { memo } from '../../base/memo.ts';
import { type Cluster, filesOf } from '../../cluster/cluster.ts';
import { allVips, vipKey, vrrpGroups } from '../../cluster/vrrp.ts';
import { haproxyFiles } from '../../languages/haproxy/config.ts';
import type { KeepalivedConfig, VrrpInstance } from '../../languages/keepalived/config.ts';
import { hasVirtualServers } from '../../languages/keepalived/virtual-servers.ts';
import { basePriority, ownerPriority } from './base-priority.ts';
import { isStrict } from './switches.ts';

/**
 * Whether the MASTER's firewall drops what is sent to the instance's addresses, those that are excluded from the
 * advertisements too: with `no_accept`, unless `accept` stands below it, and in strict mode, where `accept` is for
 * VRRPv3 alone. Never for the owner (asked of 2.1.5, 2.2.7 and 2.3.4, with connections from inside and outside).
 */
export function dropsTraffic(config: KeepalivedConfig, instance: VrrpInstance): boolean {
  if (basePriority(instance) === ownerPriority) return false;
  const last = instance.settings.findLast(({ keyword }) => keyword === 'accept' || keyword === 'no_accept')?.keyword;
  if (!isStrict(config, instance)) return last === 'no_accept';
  const version = instance.version?.value ?? config.vrrpVersion?.value;
  return last !== 'accept' || !(version === 3 || instance.vips[0]?.address?.family === 6);
}

/**
 * Whether the addresses may be those of a router alone, which passes packets on between networks and which nobody has
 * to reach: nothing that runs on the machine is watched, and no connections are spread.
 */
export function mayBeRouter(config: KeepalivedConfig, instance: VrrpInstance): boolean {
  if (instance.trackScripts.length + instance.trackProcesses.length > 0 || hasVirtualServers(config)) return false;
  if (instance.settings.some(({ keyword }) => keyword === 'virtual_routes' || keyword === 'virtual_rules')) return true;
  return new Set(config.instances.map(({ interface: own }) => own?.value)).size > 1;
}

/** The line that makes the firewall drop what is sent to an address of a service on a node that holds it, in words. */
export function droppedBy(cluster: Cluster, vip: string, holders: readonly string[]): string | undefined {
  const known = drops(cluster);
  return known.size === 0 ? undefined : holders.map((node) => known.get(keyOf(node, vip))).find(Boolean);
}

const keyOf = (node: string, vip: string): string => `${vip} ${node}`;

/** By node and address. */
const drops = memo((cluster: Cluster): ReadonlyMap<string, string> => {
  const known = new Map<string, string>();
  for (const { node, config, instance } of vrrpGroups(cluster).flatMap(({ members }) => members)) {
    if (!dropsTraffic(config, instance) || (filesOf(node, haproxyFiles).length === 0 && mayBeRouter(config, instance)))
      continue;
    const cause = isStrict(config, instance) ? 'strict mode' : 'no_accept';
    for (const vip of allVips(instance)) known.set(keyOf(node.name, vipKey(vip)), cause);
  }
  return known;
});
