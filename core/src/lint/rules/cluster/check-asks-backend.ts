import { memo } from '../../../base/memo.ts';
import { type ClusterNode, filesOf } from '../../../cluster/cluster.ts';
import { type HaproxyConfig, haproxyFiles, type SectionStretch } from '../../../languages/haproxy/config.ts';
import { keepalivedFiles } from '../../../languages/keepalived/config.ts';
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
    for (const { path, config, node } of fileOnce(cluster, (each) => filesOf(each, keepalivedFiles))) {
      for (const { owner, command, value } of checksOf(config)) {
        const named = addressesIn(command.text).filter((address) => !nodeAddresses.has(address));
        const asked = named.find((address) =>
          filesOf(node, haproxyFiles).some((file) => isServer(file.config, address)),
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

/** What may be an address in a command, with and without the port behind it. */
function addressesIn(command: string): string[] {
  // A name of hexadecimal digits alone is no address.
  const words = (command.match(/[\da-fA-F.:]+/g) ?? []).filter((word) => /[.:]./.test(word));
  return words.flatMap((word) => [word, word.replace(/:\d*$/, '')]).filter((word) => !isLocal(word));
}

function isLocal(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function isServer(config: HaproxyConfig, address: string): boolean {
  return config.stretches.some((stretch) => serversIn(stretch).has(address));
}

const serversIn = memo(({ sections }: SectionStretch): ReadonlySet<string> => {
  const hosts = new Set<string>();
  for (const { servers } of sections) {
    for (const { address } of servers) if (address.kind === 'ip' && address.host) hosts.add(address.host.text);
  }
  return hosts;
});

/** A server may run on the node itself. */
function ownAddresses(node: ClusterNode): string[] {
  const sources = filesOf(node, keepalivedFiles).flatMap((file) =>
    file.config.instances.flatMap(({ unicastSource, unicastPeers }) => [
      ...(unicastSource ? [unicastSource.value] : []),
      ...unicastPeers.map((peer) => peer.value),
    ]),
  );
  return [...sources, ...(node.declared?.addresses?.values() ?? [])].flat();
}
