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
  for (const file of files.values()) {
    const manifest = reader.manifest?.(file);
    if (!manifest) continue;
    const owners = new Map<string, { cluster: string; node: DeclaredNode }>();
    const report = (site: Site, message: string) => problems.push({ at: { path: file.path, site }, message });
    for (const cluster of manifest.clusters) {
      const nodes = cluster.nodes.map((node) => ({ node, files: filesOf(node, file.path, files, report) }));
      for (const { node, files: own } of nodes) {
        for (const { path } of own) {
          claimed.add(path);
          const owner = owners.get(path);
          if (owner) overlap(path, cluster, node, owner, reader.model(files.get(path) as Source, '')?.language, report);
          else owners.set(path, { cluster: cluster.name, node });
        }
      }
      built.push(build(file.path, manifest, cluster, nodes, reader, before));
    }
  }
  return built.length === 0 && problems.length === 0 ? noDeclaration : { built, claimed, problems };
}

type Report = (site: Site, message: string) => void;

/** A path of the manifest names a file, or a folder with all files below it. */
function filesOf<Source extends ClusterSource>(
  node: DeclaredNode,
  manifestPath: string,
  files: ReadonlyMap<string, Source>,
  report: Report,
): Source[] {
  const found = new Map<string, Source>();
  for (const { path, site } of node.files) {
    const full = resolvePath(manifestPath, path);
    const own = files.get(full);
    const below = own
      ? [own]
      : [...files.values()].filter((file) => file.path.startsWith(full === '' ? '' : `${full}/`));
    if (below.length === 0) report(site, `There is no HAProxy, keepalived or sysctl configuration at "${path}".`);
    for (const file of below) found.set(file.path, file);
  }
  return [...found.values()];
}

function overlap(
  path: string,
  cluster: DeclaredCluster,
  node: DeclaredNode,
  owner: { readonly cluster: string; readonly node: DeclaredNode },
  language: string | undefined,
  report: Report,
): void {
  const site = node.files.find((file) => path.endsWith(file.path.replace(/^(?:\.\.?\/)+/, '')))?.site ?? node.site;
  if (owner.cluster !== cluster.name) report(site, `"${path}" belongs to the cluster "${owner.cluster}" already.`);
  // Conditional lines make one file that of several nodes; without them two nodes would be the same machine.
  else if (language === 'keepalived' && node.configId === undefined && owner.node.configId === undefined) {
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
  members: readonly { readonly node: DeclaredNode; readonly files: readonly Source[] }[],
  reader: ModelReader<Source>,
  before: Declaration,
): DeclaredBuilt {
  const id = `${manifestPath}#${cluster.name}`;
  const parts = [manifest, ...members.flatMap(({ node, files }) => [node, ...files])];
  const known = before.built.find((built) => built.cluster.id === id);
  if (known && sameItems(known.parts, parts)) return known;
  const nodes = members.map(
    ({ node, files }): ClusterNode => ({
      name: node.name,
      ...readFiles(files, node.configId ?? node.name, reader),
      declared: factsOf(node),
    }),
  );
  const why = [`${manifestPath.slice(manifestPath.lastIndexOf('/') + 1)} says so`];
  return { cluster: { id, name: cluster.name, nodes, groups: joinGroups(nodes), why }, parts };
}

function factsOf({ haproxy, keepalived, interfaces }: DeclaredNode): DeclaredFacts {
  const segments = interfaces.flatMap(({ name, segment }) => (segment === undefined ? [] : [[name, segment] as const]));
  return {
    ...(haproxy && { haproxy }),
    ...(keepalived && { keepalived }),
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
