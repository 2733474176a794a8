import { sameItems } from '../base/same-items.ts';
import type { DeclaredCluster, DeclaredNode, Manifest } from '../languages/manifest/manifest.ts';
import type { Site } from '../syntax/chunk.ts';
import type { Cluster, ClusterNode, DeclaredFacts, FileSite } from './cluster.ts';
import { joinGroups } from './join.ts';
import { type ClusterSource, type ModelReader, readFiles } from './machine.ts';

/** The clusters that manifests name, and what is wrong with that. */
export interface Declaration {
  readonly built: readonly DeclaredBuilt[];
  /** Files that a manifest speaks of: discovery leaves them alone. */
  readonly claimed: ReadonlySet<string>;
  readonly problems: readonly { readonly at: FileSite; readonly message: string }[];
}

export interface DeclaredBuilt {
  readonly cluster: Cluster;
  readonly parts: readonly unknown[];
}

export const noDeclaration: Declaration = { built: [], claimed: new Set(), problems: [] };

/** Builds the clusters of all manifests among the files; one that is made of the same parts as before is the same object. */
export function declare<Source extends ClusterSource>(
  files: ReadonlyMap<string, Source>,
  reader: ModelReader<Source>,
  before: Declaration,
): Declaration {
  const built: DeclaredBuilt[] = [];
  const claimed = new Set<string>();
  const problems: { at: FileSite; message: string }[] = [];
  const below = new FolderIndex(files);
  const builtBefore = new Map(before.built.map((each) => [each.cluster.id, each]));
  for (const file of files.values()) {
    const manifest = reader.manifest?.(file);
    if (!manifest) continue;
    const assigned = { left: mostAssigned };
    const owners = new Map<string, { cluster: string; node: DeclaredNode }>();
    const report = (site: Site, message: string) => problems.push({ at: { path: file.path, site }, message });
    for (const cluster of manifest.clusters) {
      const nodes = cluster.nodes.map((node) => ({
        node,
        files: filesOf(node, file.path, files, below, assigned, report),
      }));
      for (const { node, files: own } of nodes) {
        for (const { file: assignedFile, site } of own) {
          const { path } = assignedFile;
          claimed.add(path);
          const owner = owners.get(path);
          if (owner)
            overlap(path, site, cluster, node, owner, reader.mayBeConditional?.(assignedFile) === true, report);
          else owners.set(path, { cluster: cluster.name, node });
        }
      }
      built.push(build(file.path, manifest, cluster, nodes, reader, builtBefore));
    }
  }
  return built.length === 0 && problems.length === 0 ? noDeclaration : { built, claimed, problems };
}

type Report = (site: Site, message: string) => void;

/** How many files all nodes of a manifest have, each counted for every node that it is given to. */
const mostAssigned = 50_000;

/** A file of a node, and where the manifest says so. */
interface Assigned<Source> {
  readonly file: Source;
  readonly site: Site;
}

/** Finds the files below folders in a sorted list, made when first asked for. */
class FolderIndex<Source extends ClusterSource> {
  readonly #files: ReadonlyMap<string, Source>;
  #sorted: readonly Source[] | undefined;

  constructor(files: ReadonlyMap<string, Source>) {
    this.#files = files;
  }

  /** The files whose paths start with a text. */
  below(start: string): readonly Source[] {
    this.#sorted ??= [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const sorted = this.#sorted;
    let low = 0;
    for (let high = sorted.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.path ?? '') < start) low = middle + 1;
      else high = middle;
    }
    const found: Source[] = [];
    for (let file = sorted[low]; file?.path.startsWith(start); file = sorted[++low]) found.push(file);
    return found;
  }
}

/** A path of the manifest names a file, or a folder with all files below it. */
function filesOf<Source extends ClusterSource>(
  node: DeclaredNode,
  manifestPath: string,
  files: ReadonlyMap<string, Source>,
  folders: FolderIndex<Source>,
  assigned: { left: number },
  report: Report,
): Assigned<Source>[] {
  const found = new Map<string, Assigned<Source>>();
  for (const { path, site } of node.files) {
    const full = resolvePath(manifestPath, path);
    const own = files.get(full);
    const below = own ? [own] : folders.below(full === '' ? '' : `${full}/`);
    if (below.length === 0) report(site, `There is no HAProxy, keepalived or sysctl configuration at "${path}".`);
    assigned.left -= below.length;
    if (assigned.left < 0) {
      const message = `With "${path}" the nodes of this manifest have more files in common than haconf reads: it is left out.`;
      report(site, message);
      break;
    }
    // A folder is named for all of its files.
    for (const file of below) found.set(file.path, { file, site: own ? site : node.site });
  }
  return [...found.values()];
}

function overlap(
  path: string,
  site: Site,
  cluster: DeclaredCluster,
  node: DeclaredNode,
  owner: { readonly cluster: string; readonly node: DeclaredNode },
  mayBeConditional: boolean,
  report: Report,
): void {
  if (owner.cluster !== cluster.name) report(site, `"${path}" belongs to the cluster "${owner.cluster}" already.`);
  // Conditional lines make one file that of several nodes; without them two nodes would be the same machine.
  else if (mayBeConditional && node.configId === undefined && owner.node.configId === undefined) {
    report(
      site,
      `"${path}" belongs to the node "${owner.node.name}" already. Give both nodes a configId if they share the file.`,
    );
  }
}

function build<Source extends ClusterSource>(
  manifestPath: string,
  manifest: Manifest,
  cluster: DeclaredCluster,
  members: readonly { readonly node: DeclaredNode; readonly files: readonly Assigned<Source>[] }[],
  reader: ModelReader<Source>,
  before: ReadonlyMap<string, DeclaredBuilt>,
): DeclaredBuilt {
  const id = `${manifestPath}#${cluster.name}`;
  const parts = [manifest, ...members.flatMap(({ node, files }) => [node, ...files.map(({ file }) => file)])];
  const known = before.get(id);
  if (known && sameItems(known.parts, parts)) return known;
  const nodes = members.map(
    ({ node, files }): ClusterNode => ({
      name: node.name,
      ...readFiles(
        files.map(({ file }) => file),
        node.configId ?? node.name,
        reader,
      ),
      declared: factsOf(node),
    }),
  );
  const why = [`${manifestPath.slice(manifestPath.lastIndexOf('/') + 1)} says so`];
  return { cluster: { id, name: cluster.name, nodes, groups: joinGroups(nodes), why }, parts };
}

function factsOf({ versions, interfaces }: DeclaredNode): DeclaredFacts {
  const segments = interfaces.flatMap(({ name, segment }) => (segment === undefined ? [] : [[name, segment] as const]));
  return {
    versions,
    ...(interfaces.length > 0 && {
      addresses: new Map(interfaces.map(({ name, addresses }) => [name, addresses] as const)),
    }),
    ...(segments.length > 0 && { segments: new Map(segments) }),
  };
}

/** A path beside a file, `.` and `..` resolved. Where the file's path is a URI, so is the result. */
export function resolvePath(file: string, path: string): string {
  const segments = file.split('/').slice(0, -1);
  const isUri = /^[a-z][\w+.-]+:\/\//i.test(file);
  for (const written of path.split('/')) {
    const segment = isUri ? encodeURIComponent(written) : written;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
