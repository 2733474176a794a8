import type { ClusterNode } from '../../../cluster/cluster.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { ClusterRule } from '../../rule.ts';
import { fileOnce } from '../../shared-files.ts';

export const checkAsksBackend: ClusterRule = {
  scope: 'cluster',
  id: 'check-asks-backend',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check asks a server behind HAProxy, which says nothing about the node.',
  check(cluster, report) {
    const nodeAddresses = new Set(cluster.nodes.flatMap(ownAddresses));
    for (const { path, config, node } of fileOnce(cluster, (each) => each.keepalived)) {
      for (const { owner, command, value } of checksOf(config)) {
        const asked = serversOf(node).find(
          (server) =>
            !nodeAddresses.has(server) && new RegExp(`(?:^|[^\\d.])${escaped(server)}(?![\\d.])`).test(command.text),
        );
        if (asked === undefined) continue;
        report({
          at: { path, site: value.site },
          message: `${owner} asks ${asked}, a server behind HAProxy. When that server fails, the check fails on every node alike, and with weight 0 the virtual address is nowhere although HAProxy could use the other servers. Check HAProxy on the node itself; it checks its servers.`,
        });
      }
    }
  },
};

function serversOf(node: ClusterNode): readonly string[] {
  return node.haproxy.flatMap((file) =>
    file.config.sections.flatMap((section) =>
      section.servers.flatMap(({ address }) =>
        address.kind === 'ip' && address.host && !address.host.text.startsWith('127.') && address.host.text !== '::1'
          ? [address.host.text]
          : [],
      ),
    ),
  );
}

/** A server may run on the node itself. */
function ownAddresses(node: ClusterNode): string[] {
  const sources = node.keepalived.flatMap((file) =>
    file.config.instances.flatMap(({ unicastSource, unicastPeers }) => [
      ...(unicastSource ? [unicastSource.value] : []),
      ...unicastPeers.map((peer) => peer.value),
    ]),
  );
  return [...sources, ...(node.declared?.addresses?.values() ?? [])].flat();
}

function escaped(text: string): string {
  return text.replace(/[.]/g, '\\.');
}
