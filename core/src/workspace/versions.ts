import { query } from '../base/query.ts';
import type { Cluster, ClusterNode, DeclaredFacts } from '../cluster/cluster.ts';
import type { NodeVersions, TargetVersions } from '../cluster/versions.ts';
import { settingsFor } from './file-settings.ts';
import type { Settings } from './settings.ts';
import type { SourceFile } from './source-file.ts';

type Files = ReadonlyMap<string, SourceFile>;

/**
 * Which versions run on the nodes of a cluster: what the command line says, else a manifest of the node, else a comment in
 * the node's main file of that program, else the settings of its folder, else those of everybody.
 */
export const versionsOf: (cluster: Cluster, settings: Settings, files: Files) => NodeVersions = query(resolved, {
  // A cluster is the same object while its files are.
  same: ([settings], [others]) => settings === others,
});

function resolved(cluster: Cluster, settings: Settings, files: Files): NodeVersions {
  const byNode = new Map(cluster.nodes.map((node) => [node.name, versionsOn(node, settings, files)]));
  const key = JSON.stringify([...byNode].map(([name, { haproxy, keepalived }]) => [name, haproxy, keepalived]));
  return { key, byNode };
}

function versionsOn(node: ClusterNode, settings: Settings, files: Files): TargetVersions {
  const [haproxy] = node.haproxy;
  const [keepalived] = node.keepalived;
  const saidBy = (main: { readonly path: string } | undefined): Settings =>
    main ? settingsFor(settings, files.get(main.path)) : settings;
  return {
    haproxy: saidBy(haproxy ?? keepalived).haproxy,
    keepalived: saidBy(keepalived ?? haproxy).keepalived,
    ...(node.declared && versionsDeclared(node.declared)),
    ...settings.forced,
  };
}

/** The versions that a manifest says of a node. */
export function versionsDeclared({ haproxy, keepalived }: DeclaredFacts): Partial<TargetVersions> {
  return { ...(haproxy && { haproxy }), ...(keepalived && { keepalived }) };
}
