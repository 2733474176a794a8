import { query } from '../base/query.ts';
import type { Version } from '../base/version.ts';
import { type Cluster, type ClusterNode, filesOf } from '../cluster/cluster.ts';
import type { NodeVersions } from '../cluster/versions.ts';
import type { SourceFile } from '../languages/language.ts';
import { type Languages, programLanguages } from '../languages/languages.ts';
import type { Versions } from '../languages/programs.ts';
import { settingsFor } from './file-settings.ts';
import type { Settings } from './settings.ts';

type Files = ReadonlyMap<string, SourceFile>;

/**
 * Which versions run on the nodes of a cluster: what the command line says, else a manifest of the node, else a comment in
 * the node's main file of that program, else the settings of its folder, else those of everybody.
 */
export const versionsOf: (cluster: Cluster, settings: Settings, files: Files, known: Languages) => NodeVersions = query(
  resolved,
  {
    // A cluster is the same object while its files are.
    same: ([settings, , known], [others, , othersKnown]) => settings === others && known === othersKnown,
  },
);

function resolved(cluster: Cluster, settings: Settings, files: Files, known: Languages): NodeVersions {
  const byNode = new Map(cluster.nodes.map((node) => [node.name, versionsOn(node, settings, files, known)]));
  const key = JSON.stringify([...byNode].map(([name, versions]) => [name, ...versions]));
  return { key, byNode };
}

function versionsOn(node: ClusterNode, settings: Settings, files: Files, known: Languages): Versions {
  const programs = programLanguages(known);
  const [first] = programs.flatMap((program) => filesOf(node, program));
  const found = new Map<string, Version>();
  for (const program of programs) {
    const { id } = program;
    const main = filesOf(node, program)[0] ?? first;
    const version = (main ? settingsFor(settings, files.get(main.path)) : settings).versions.get(id);
    if (version) found.set(id, version);
  }
  return new Map([...found, ...(node.declared?.versions ?? []), ...settings.forced]);
}
