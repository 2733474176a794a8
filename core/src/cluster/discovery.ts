import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import type { SysctlConfig } from '../languages/sysctl/sysctl.ts';
import type { Cluster, ClusterNode, NodeFile } from './cluster.ts';
import { nodeEvidence, nodeThreshold } from './evidence.ts';
import { joinGroups } from './join.ts';
import { nodeKeyOf, readableName } from './node-path.ts';

/** The parsed files of a workspace. `lowerFor` gives a file as the node with that configuration id sees it. */
export interface ClusterFiles {
  readonly keepalived: readonly { readonly path: string; readonly lowerFor: (id: string) => KeepalivedConfig }[];
  readonly haproxy: readonly NodeFile<HaproxyConfig>[];
  readonly sysctl: readonly NodeFile<SysctlConfig>[];
}

/** A machine that a path speaks of, before it is known to be in a cluster. */
interface Candidate {
  readonly key: readonly string[];
  readonly keepalived: [NodeFile<KeepalivedConfig>, ...NodeFile<KeepalivedConfig>[]];
}

/**
 * Finds the clusters among the files of a workspace, with no configuration: files are grouped to machines by their
 * paths, and machines whose paths differ in one segment are joined where the contents say that they belong together.
 */
export function discoverClusters(files: ClusterFiles): readonly Cluster[] {
  const candidates = candidatesOf(files);
  const clusters: Cluster[] = [];
  const depth = Math.max(0, ...candidates.map((candidate) => candidate.key.length));
  let free = candidates;
  // Siblings first (`site1/lb1` with `site1/lb2`), then machines that differ in a folder above.
  for (let fromRight = 1; fromRight <= depth; fromRight++) {
    const joined = new Set<Candidate>();
    for (const bucket of bucketsAt(free, fromRight).values()) {
      for (const component of components(bucket, fromRight)) {
        clusters.push(buildCluster(component.members, component.why, fromRight, files));
        for (const member of component.members) joined.add(member);
      }
    }
    free = free.filter((candidate) => !joined.has(candidate));
  }
  return clusters.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function candidatesOf(files: ClusterFiles): Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const file of files.keepalived) {
    const key = nodeKeyOf(file.path);
    const text = key.join('/');
    const lowered = { path: file.path, config: file.lowerFor(nameOf(key, 1)) };
    const known = byKey.get(text);
    if (known) known.keepalived.push(lowered);
    else byKey.set(text, { key, keepalived: [lowered] });
  }
  return [...byKey.values()];
}

/** The segment in which the machines of a cluster differ names the machine. */
function nameOf(key: readonly string[], fromRight: number): string {
  return readableName(key.at(-fromRight) ?? '');
}

function bucketsAt(candidates: readonly Candidate[], fromRight: number): Map<string, Candidate[]> {
  const buckets = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const position = candidate.key.length - fromRight;
    if (position < 0) continue;
    const pattern = candidate.key.map((segment, index) => (index === position ? '*' : segment)).join('/');
    const bucket = buckets.get(pattern);
    if (bucket) bucket.push(candidate);
    else buckets.set(pattern, [candidate]);
  }
  return buckets;
}

interface Component {
  readonly members: readonly Candidate[];
  readonly why: readonly string[];
}

/** Connected parts of the "belong together" relation with at least two members. */
function components(bucket: readonly Candidate[], fromRight: number): Component[] {
  const found: Component[] = [];
  const free = new Set(bucket);
  for (const first of bucket) {
    if (!free.delete(first)) continue;
    const members = [first];
    const why = new Set<string>();
    for (const member of members) {
      for (const other of free) {
        const evidence = nodeEvidence(describe(member, fromRight), describe(other, fromRight));
        if (evidence.score < nodeThreshold) continue;
        free.delete(other);
        members.push(other);
        for (const reason of evidence.why) why.add(reason);
      }
    }
    if (members.length > 1) found.push({ members, why: [...why] });
  }
  return found;
}

function describe(candidate: Candidate, fromRight: number): { name: string; config: KeepalivedConfig } {
  const [first, ...rest] = candidate.keepalived;
  const name = nameOf(candidate.key, fromRight);
  if (rest.length === 0) return { name, config: first.config };
  const instances = candidate.keepalived.flatMap((file) => file.config.instances);
  return { name, config: { ...first.config, instances } };
}

function buildCluster(
  members: readonly Candidate[],
  why: readonly string[],
  fromRight: number,
  files: ClusterFiles,
): Cluster {
  const first = members[0]?.key ?? [];
  const folder = first.slice(0, first.length - fromRight);
  const folderText = folder.join('/');
  const nodes = members
    .map((member): ClusterNode => {
      const key = member.key.join('/');
      return {
        name: nameOf(member.key, fromRight),
        keepalived: member.keepalived,
        haproxy: nearestFiles(files.haproxy, key, folderText),
        sysctl: files.sysctl.filter((file) => [key, folderText].includes(nodeKeyOf(file.path).join('/'))),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  return {
    id: members.map((member) => member.key.join('/')).join(' '),
    name: folder.length > 0 ? readableName(folder.at(-1) ?? '') : nodes.map((node) => node.name).join('+'),
    nodes,
    groups: joinGroups(nodes),
    why,
  };
}

/** The machine's own files, or those that lie beside the machines and are shared by all of them. */
function nearestFiles(
  files: readonly NodeFile<HaproxyConfig>[],
  key: string,
  folder: string,
): NodeFile<HaproxyConfig>[] {
  const own = files.filter((file) => nodeKeyOf(file.path).join('/') === key);
  return own.length > 0 ? own : files.filter((file) => nodeKeyOf(file.path).join('/') === folder);
}
