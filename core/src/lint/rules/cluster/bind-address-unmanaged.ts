import { isLoopback } from '../../../base/ip-address.ts';
import { type Cluster, type ClusterNode, type FileSite, filesOf } from '../../../cluster/cluster.ts';
import { type Bind, haproxyFiles } from '../../../languages/haproxy/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const bindAddressUnmanaged: ClusterRule = {
  scope: 'cluster',
  id: 'bind-address-unmanaged',
  severity: 'error',
  verdict: 'own',
  summary: 'HAProxy on several nodes binds one address that no virtual_ipaddress moves.',
  check(cluster, report) {
    const vips = cluster.groups.flatMap(({ addresses }) => addresses);
    if (vips.length === 0) return;
    const moved = new Set(vips);
    for (const [address, uses] of fixedBinds(cluster)) {
      const nodes = new Set(uses.map((use) => use.node));
      // An address that one node alone binds may well be its own; no address can be that of two hosts.
      if (nodes.size < 2 || moved.has(address)) continue;
      const [first, ...others] = distinctPlaces(uses);
      if (!first) continue;
      report({
        at: first.at,
        message: `HAProxy binds ${address} on ${[...nodes].map((node) => node.name).join(' and ')}, but keepalived moves only ${shown(vips)}. The address is on no node, or stays on one for ever. Bind the virtual address, or add ${address} to virtual_ipaddress.`,
        related: others.map((use) => ({ at: use.at, message: `bound on ${use.node.name} too`, mirrored: true })),
      });
    }
  },
};

interface Use {
  readonly node: ClusterNode;
  readonly at: FileSite;
}

/** A message is for a person. */
function shown(vips: readonly string[]): string {
  return vips.length <= 40 ? vips.join(', ') : `${vips.slice(0, 40).join(', ')} and ${vips.length - 40} more`;
}

/** Binds to one given address of the cluster's nodes, by address. */
function fixedBinds(cluster: Cluster): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  for (const node of cluster.nodes) {
    for (const { bind, at } of bindsOf(node)) {
      if (bind.address.kind !== 'ip' || !bind.address.host || isLoopback(bind.address.host)) continue;
      const key = bind.address.host.text;
      const known = uses.get(key);
      if (known) known.push({ node, at });
      else uses.set(key, [{ node, at }]);
    }
  }
  return uses;
}

function bindsOf(node: ClusterNode): { bind: Bind; at: FileSite }[] {
  return filesOf(node, haproxyFiles).flatMap((file) =>
    file.config.sections.flatMap((section) =>
      section.binds.map((bind) => ({ bind, at: { path: file.path, site: bind.site } })),
    ),
  );
}

/** A file that several nodes share is one place. */
function distinctPlaces(uses: readonly Use[]): Use[] {
  const places = new Map<object, Use>();
  for (const use of uses) if (!places.has(use.at.site)) places.set(use.at.site, use);
  return [...places.values()];
}
