import { isLinkLocal } from '../base/link-local.ts';
import { memo } from '../base/memo.ts';
import { type Cluster, type ClusterNode, filesOf } from '../cluster/cluster.ts';
import { haproxyFiles } from '../languages/haproxy/config.ts';

/** What a machine's HAProxy listens on that others can reach. */
interface Listening {
  /** There is a configuration that says so. */
  readonly known: boolean;
  /** Some address may be any: a name, a variable. */
  readonly open: boolean;
  readonly all4: boolean;
  readonly all6: boolean;
  readonly hosts: ReadonlySet<string>;
}

const listeningOf = memo((node: ClusterNode): Listening => {
  const addresses = filesOf(node, haproxyFiles)
    .flatMap(({ config }) => config.sections.flatMap(({ binds }) => binds))
    .map((b) => b.address);
  const hosts = new Set<string>();
  let [open, all4, all6] = [false, false, false];
  for (const address of addresses) {
    if (address.kind === 'ip' && address.host) hosts.add(address.host.text);
    else if (address.kind === 'ip') {
      all4 = true;
      all6 ||= address.family === 6;
    } else if (address.kind !== 'unix' && !(address.kind === 'name' && address.host === 'localhost')) open = true;
  }
  return { known: filesOf(node, haproxyFiles).length > 0, open, all4, all6, hosts };
});

/**
 * Whether nothing listens on an address on those who hold it, as far as their HAProxy files say. Of a machine without
 * such a file nothing is known, and nobody asks for a link-local address.
 */
export function isNotListenedOn({ nodes }: Cluster, vip: string, holders: readonly string[]): boolean {
  if (isLinkLocal(vip)) return false;
  const known = nodes.filter((node) => holders.includes(node.name)).map(listeningOf);
  const having = known.filter((listening) => listening.known);
  return having.length > 0 && having.every((listening) => !listensOn(listening, vip));
}

function listensOn({ open, all4, all6, hosts }: Listening, vip: string): boolean {
  return open || hosts.has(vip) || (vip.includes(':') ? all6 : all4);
}
