import { type Cluster, type ClusterNode, type FileSite, filesOf, filesOfNode } from '../cluster/cluster.ts';
import { vrrpGroups } from '../cluster/vrrp.ts';
import { type HaproxySection, haproxyFiles, type Server } from '../languages/haproxy/config.ts';
import { haproxy } from '../languages/haproxy/language.ts';
import { type KeepalivedConfig, keepalivedFiles } from '../languages/keepalived/config.ts';
import { keepalived } from '../languages/keepalived/language.ts';
import type { Language } from '../languages/language.ts';
import { absoluteRange, type Site } from '../syntax/chunk.ts';
import type { Snapshot } from './snapshot.ts';

/** The same thing on another machine of the cluster. */
export interface Counterpart {
  readonly node: string;
  /** What it is, in words: `VI_1`, `server web1 of backend app`. */
  readonly what: string;
  readonly at: FileSite;
}

/**
 * What stands for the thing at an offset of a file on the other nodes of its cluster: the instance of the same virtual
 * router, the script, group, section or server of the same name; else the file of the same kind.
 */
export function counterparts(snapshot: Snapshot, path: string, offset: number): readonly Counterpart[] {
  const file = snapshot.files.get(path);
  if (!file) return [];
  const holds = (site: Site): boolean => {
    const { start, end } = absoluteRange(file.syntax, site);
    return start <= offset && offset <= end;
  };
  return snapshot.clusters().flatMap((cluster) => {
    const node = cluster.nodes.find((each) => filesOfNode(each).some((own) => own.path === path));
    if (!node) return [];
    const others = cluster.nodes.filter(
      (other) => other !== node && !filesOfNode(other).some((own) => own.path === path),
    );
    const found = finders.get(file.language)?.({ cluster, node, others, path, holds }) ?? [];
    return found.length > 0 ? found : sameKind(snapshot, others, file.language);
  });
}

type Holds = (site: Site) => boolean;

interface Search {
  readonly cluster: Cluster;
  readonly node: ClusterNode;
  readonly others: readonly ClusterNode[];
  readonly path: string;
  readonly holds: Holds;
}

function ofKeepalived({ cluster, node, others, path, holds }: Search): Counterpart[] {
  for (const group of vrrpGroups(cluster)) {
    const own = group.members.find((member) => member.path === path && holds(member.instance.block));
    if (!own) continue;
    return group.members
      .filter((member) => member !== own && member.path !== path)
      .map((member) => ({
        node: member.node.name,
        what: member.instance.name,
        at: { path: member.path, site: member.instance.site },
      }));
  }
  const config = filesOf(node, keepalivedFiles).find((file) => file.path === path)?.config;
  const named = (each: KeepalivedConfig) => [...each.scripts, ...each.syncGroups];
  const own =
    config?.scripts.find((script) => holds(script.block)) ?? config?.syncGroups.find(({ site }) => holds(site));
  if (!own) return [];
  return others.flatMap((other) =>
    filesOf(other, keepalivedFiles).flatMap((file) => {
      const found = named(file.config).find(({ name }) => name === own.name);
      return found ? [{ node: other.name, what: found.name, at: { path: file.path, site: found.site } }] : [];
    }),
  );
}

function ofHaproxy({ node, others, path, holds }: Search): Counterpart[] {
  const config = filesOf(node, haproxyFiles).find((file) => file.path === path)?.config;
  const section = config?.sections.find(({ syntax }) =>
    holds({ chunk: syntax, range: { start: 0, end: Math.max(0, syntax.text.length - 1) } }),
  );
  if (!section) return [];
  const server = section.servers.find(({ site }) => holds(lineOf(site)));
  return others.flatMap((other) =>
    filesOf(other, haproxyFiles).flatMap((file): Counterpart[] => {
      const same = file.config.sections.find((each) => isSame(each, section));
      if (!same) return [];
      const title = `${same.kind} ${same.name?.name ?? ''}`.trim();
      const twin = server && (named(same, server) ?? addressed(same, server));
      if (twin)
        return [
          { node: other.name, what: `server ${twin.name} of ${title}`, at: { path: file.path, site: twin.site } },
        ];
      return [{ node: other.name, what: title, at: { path: file.path, site: same.name?.site ?? same.site } }];
    }),
  );
}

function isSame(a: HaproxySection, b: HaproxySection): boolean {
  return a.kind === b.kind && a.name?.name === b.name?.name;
}

function named({ servers }: HaproxySection, { name }: Server): Server | undefined {
  return servers.find((server) => server.name === name);
}

function addressed({ servers }: HaproxySection, { addressText }: Server): Server | undefined {
  return servers.find((server) => server.addressText === addressText);
}

/** The whole line of a place. */
function lineOf({ chunk, range }: Site): Site {
  const start = chunk.text.lastIndexOf('\n', range.start - 1) + 1;
  const end = chunk.text.indexOf('\n', range.start);
  return { chunk, range: { start, end: end < 0 ? chunk.text.length : end } };
}

/** How the things of a language are found again on other nodes. */
const finders: ReadonlyMap<Language, (search: Search) => readonly Counterpart[]> = new Map<
  Language,
  (search: Search) => readonly Counterpart[]
>([
  [keepalived, ofKeepalived],
  [haproxy, ofHaproxy],
]);

function sameKind(snapshot: Snapshot, others: readonly ClusterNode[], language: Language): Counterpart[] {
  return others.flatMap((other) => {
    const [file] = filesOf(other, language);
    const [chunk] = (file && snapshot.files.get(file.path)?.syntax.chunks) ?? [];
    return file && chunk
      ? [{ node: other.name, what: other.name, at: { path: file.path, site: { chunk, range: { start: 0, end: 0 } } } }]
      : [];
  });
}
