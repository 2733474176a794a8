import { type Cluster, type ClusterNode, filesOfNode } from '../cluster/cluster.ts';

/** The manifest that says what discovery found, for a `haconf.json` in a folder. Paths outside of it are left out. */
export function manifestText(clusters: readonly Cluster[], folder: string): string {
  const names = new Map<string, number>();
  const entries = clusters.map((cluster) => {
    const count = (names.get(cluster.name) ?? 0) + 1;
    names.set(cluster.name, count);
    const nodes = cluster.nodes.map((node) => [node.name, nodeEntry(node, folder)] as const);
    return [count === 1 ? cluster.name : `${cluster.name} ${count}`, { nodes: Object.fromEntries(nodes) }] as const;
  });
  return `${JSON.stringify({ clusters: Object.fromEntries(entries) }, null, 2)}\n`;
}

function nodeEntry(node: ClusterNode, folder: string) {
  const paths = filesOfNode(node).map((file) => file.path);
  return { files: [...new Set(paths)].flatMap((path) => relativePath(path, folder)) };
}

function relativePath(path: string, folder: string): string[] {
  if (folder === '' || folder === '.') return [path];
  return path.startsWith(`${folder}/`) ? [decoded(path, path.slice(folder.length + 1))] : [];
}

/** An editor's paths are URIs, with percent signs; a manifest names files as people do. */
function decoded(path: string, relative: string): string {
  if (!path.includes('://')) return relative;
  try {
    return decodeURIComponent(relative);
  } catch {
    return relative;
  }
}
