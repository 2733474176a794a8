import type { Version } from '../base/version.ts';
import type { ClusterNode } from './cluster.ts';

/** The versions of the programs that run on a machine. */
export interface TargetVersions {
  readonly haproxy: Version;
  readonly keepalived: Version;
}

/** Which versions run on each node of a cluster. */
export interface NodeVersions {
  /** Equal for equal answers: what depends on the versions is kept by it. */
  readonly key: string;
  /** By the node's name. */
  readonly byNode: ReadonlyMap<string, TargetVersions>;
}

/** The versions on the nodes: what was found out for each, or one keepalived for all of which a manifest says no other. */
export type ClusterVersions = Version | NodeVersions;

export function versionKey(versions: ClusterVersions): string {
  return 'key' in versions ? versions.key : versions.join('.');
}

/** The keepalived that runs on a node. */
export function keepalivedOn(node: ClusterNode, versions: ClusterVersions): Version {
  const found = 'key' in versions ? versions.byNode.get(node.name)?.keepalived : undefined;
  if (found) return found;
  if (node.declared?.keepalived) return node.declared.keepalived;
  if ('key' in versions) throw new RangeError('the versions are those of another cluster');
  return versions;
}
