import type { ClusterNode } from '../../../cluster/cluster.ts';
import { directivesOf, type HaproxyConfig, type HaproxySection } from '../../../languages/haproxy/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const localPeerMissing: ClusterRule = {
  scope: 'cluster',
  id: 'local-peer-missing',
  severity: 'warning',
  verdict: 'own',
  summary: 'A peers section names other nodes of the cluster, but not the node itself.',
  check(cluster, report) {
    for (const node of cluster.nodes) {
      const others = cluster.nodes.filter((other) => other !== node);
      for (const { path, config } of node.haproxy) {
        for (const section of config.sections) {
          if (section.kind !== 'peers') continue;
          const names = peerNames(section);
          // Names that are no node's say nothing: the host may be called otherwise than its folder.
          if (names.length === 0 || names.some((name) => localNames(node, config).has(name))) continue;
          if (!others.every((other) => names.includes(other.name))) continue;
          report({
            at: { path, site: section.site },
            message: `${section.name?.name ?? 'This section'} lists ${names.join(', ')}, but not ${node.name}. HAProxy looks for its own name (the host's, or localpeer) and drops the section without it: stick tables are not shared. Add a line "peer ${node.name} ADDRESS:PORT" on all nodes.`,
          });
        }
      }
    }
  },
};

/** The names under which the node's HAProxy would find itself. */
function localNames(node: ClusterNode, config: HaproxyConfig): ReadonlySet<string> {
  const written = config.sections.flatMap((section) =>
    directivesOf(section, 'localpeer').flatMap((directive) => directive.args.slice(0, 1)),
  );
  return new Set(written.length > 0 ? written.map((word) => word.value) : [node.name]);
}

/** A `server` line is a peer, too. One that is written with a variable may be any. */
function peerNames(section: HaproxySection): string[] {
  const lines = [...directivesOf(section, 'peer'), ...directivesOf(section, 'server')];
  return lines.every((line) => line.args[0]?.known) ? lines.map((line) => line.args[0]?.value ?? '') : [];
}
