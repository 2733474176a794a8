import type { Version } from '../base/version.ts';
import { keepalivedProgram, type Versions, versionOf } from '../languages/programs.ts';
import type { ClusterNode } from './cluster.ts';

/** Which versions run on each node of a cluster. */
export interface NodeVersions {
  /** Equal for equal answers: what depends on the versions is kept by it. */
  readonly key: string;
  /** By the node's name. */
  readonly byNode: ReadonlyMap<string, Versions>;
}

/** The versions on the nodes: what was found out for each, or one keepalived for all of which a manifest says no other. */
export type ClusterVersions = Version | NodeVersions;

export function versionKey(versions: ClusterVersions): string {
  return 'key' in versions ? versions.key : versions.join('.');
}

/** The keepalived that runs on a node. */
export function keepalivedOn(node: ClusterNode, versions: ClusterVersions): Version {
  const found = 'key' in versions ? versions.byNode.get(node.name) : undefined;
  if (found) return versionOf(found, keepalivedProgram);
  const declared = node.declared?.versions.get(keepalivedProgram.id);
  if (declared) return declared;
  if ('key' in versions) throw new RangeError('the versions are those of another cluster');
  return versions;
}
