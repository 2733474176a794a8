import { type ClusterNode, type FileSite, filesOf } from '../../../cluster/cluster.ts';
import { directiveSite, directivesOf, haproxyFiles } from '../../../languages/haproxy/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const localpeerRepeated: ClusterRule = {
  scope: 'cluster',
  id: 'localpeer-repeated',
  severity: 'warning',
  verdict: 'own',
  summary: 'Two nodes call themselves by the same peer name.',
  check(cluster, report) {
    const first = new Map<string, { node: ClusterNode; at: FileSite }>();
    for (const node of cluster.nodes) {
      for (const { name, at } of localPeers(node)) {
        const known = first.get(name);
        if (!known) first.set(name, { node, at });
        if (!known || known.node === node) continue;
        const isShared = known.at.path === at.path;
        report({
          at,
          message: `${known.node.name} and ${node.name} both call themselves "${name}"${isShared ? ', in the file that they share' : ''}. On one of them HAProxy takes the other's peer line for its own, so stick tables are not exchanged. ${isShared ? 'Start HAProxy with -L and the name of the node, or leave localpeer out, so that the host name counts' : 'Give each node its own name'}.`,
          related: isShared
            ? []
            : [{ at: known.at, message: `localpeer ${name} on ${known.node.name}`, mirrored: true }],
        });
      }
    }
  },
};

function localPeers(node: ClusterNode): { name: string; at: FileSite }[] {
  return filesOf(node, haproxyFiles).flatMap(({ path, config }) => {
    // Without peers the name is of no use.
    if (!config.sections.some(({ kind }) => kind === 'peers')) return [];
    return config.sections.flatMap((section) =>
      directivesOf(section, 'localpeer').flatMap((directive) => {
        const [name] = directive.args;
        return name?.known ? [{ name: name.value, at: { path, site: directiveSite(section, directive) } }] : [];
      }),
    );
  });
}
