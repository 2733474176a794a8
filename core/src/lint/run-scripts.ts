import type { Cluster, ClusterNode, NodeFile } from '../cluster/cluster.ts';
import type { HostFileText } from '../languages/host/host-file.ts';
import { checksOf, commandsOf, type RunCommand } from './keepalived-scripts.ts';

/** A script file that keepalived runs on a node. */
export interface RunScript {
  readonly node: ClusterNode;
  readonly file: NodeFile<HostFileText>;
  /** The line of keepalived.conf that runs it, and its file. */
  readonly command: RunCommand;
  readonly path: string;
  /** keepalived starts it by itself: its first line has to name an interpreter. */
  readonly direct: boolean;
}

/** The scripts of the workspace that keepalived's checks or notify lines run, each file once. */
export function runScripts(cluster: Cluster, kind: RunCommand['kind'] | 'any'): readonly RunScript[] {
  const known = new Set<string>();
  return cluster.nodes.flatMap((node) =>
    node.keepalived.flatMap(({ path, config }) =>
      (kind === 'check' ? checksOf(config) : commandsOf(config)).flatMap((command): RunScript[] => {
        if (kind === 'notify' && command.kind !== 'notify') return [];
        const words = [command.command.program, ...command.command.args];
        const file = node.scripts?.find((script) => words.some((word) => nameOf(word) === nameOf(script.path)));
        if (!file || known.has(file.path)) return [];
        known.add(file.path);
        return [{ node, file, command, path, direct: nameOf(words[0] ?? '') === nameOf(file.path) }];
      }),
    ),
  );
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
