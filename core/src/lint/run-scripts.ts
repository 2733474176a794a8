import { memo } from '../base/memo.ts';
import { type Cluster, type ClusterNode, filesOf, type NodeFile } from '../cluster/cluster.ts';
import { type HostFileText, scriptFiles } from '../languages/host/host-file.ts';
import { keepalivedFiles } from '../languages/keepalived/config.ts';
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
    filesOf(node, keepalivedFiles).flatMap(({ path, config }) =>
      (kind === 'check' ? checksOf(config) : commandsOf(config)).flatMap((command): RunScript[] => {
        if (kind === 'notify' && command.kind !== 'notify') return [];
        const words = [command.command.program, ...command.command.args];
        const file = firstRun(node, words);
        if (!file || known.has(file.path)) return [];
        known.add(file.path);
        return [{ node, file, command, path, direct: nameOf(words[0] ?? '') === nameOf(file.path) }];
      }),
    ),
  );
}

/** Of the scripts of a node the first that a command names. */
function firstRun(node: ClusterNode, words: readonly string[]): NodeFile<HostFileText> | undefined {
  if (!filesOf(node, scriptFiles) || filesOf(node, scriptFiles).length === 0) return undefined;
  const named = new Set(words.flatMap((word) => scriptsByName(node).get(nameOf(word)) ?? []));
  return named.size <= 1 ? [...named][0] : filesOf(node, scriptFiles).find((script) => named.has(script));
}

/** The scripts of a node by the names of their files; of several the first. */
export const scriptsByName = memo((node: ClusterNode) => {
  const found = new Map<string, NodeFile<HostFileText>>();
  for (const script of filesOf(node, scriptFiles))
    if (!found.has(nameOf(script.path))) found.set(nameOf(script.path), script);
  return found;
});

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
