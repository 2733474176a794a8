import type { Cluster, ClusterNode, NodeFile } from '../cluster/cluster.ts';

/** The files of a cluster's nodes, each once although several nodes may share it. */
export function fileOnce<Config>(
  cluster: Cluster,
  files: (node: ClusterNode) => readonly NodeFile<Config>[],
): (NodeFile<Config> & { readonly node: ClusterNode })[] {
  const known = new Set<string>();
  return cluster.nodes.flatMap((node) =>
    files(node).flatMap((file) => {
      if (known.has(file.path)) return [];
      known.add(file.path);
      return [{ ...file, node }];
    }),
  );
}
