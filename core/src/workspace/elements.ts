import { type Cluster, type ClusterNode, filesOf } from '../cluster/cluster.ts';
import { allVips, vipKey } from '../cluster/vrrp.ts';
import { type HaproxyConfig, type HaproxySection, haproxyFiles } from '../languages/haproxy/config.ts';
import { type KeepalivedConfig, keepalivedFiles } from '../languages/keepalived/config.ts';
import { sysctlFiles } from '../languages/sysctl/sysctl.ts';
import { absoluteRange, chunkAt, type Site } from '../syntax/chunk.ts';
import { elementId } from '../topology/element-ids.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Ids of the picture's elements that a place in a file is about, the innermost first. The picture may fold some of
 * them, so the first that it has is the one that is meant.
 */
export function elementsAt(snapshot: Snapshot, cluster: Cluster, path: string, offset: number): readonly string[] {
  const ids = cluster.nodes.flatMap((node) => [
    ...filesOf(node, keepalivedFiles).flatMap((file) =>
      file.path === path ? keepalivedElements(snapshot, node, file.config, path, offset) : [],
    ),
    ...filesOf(node, haproxyFiles).flatMap((file) =>
      file.path === path ? haproxyElements(snapshot, node, file.config, path, offset) : [],
    ),
    ...(filesOf(node, sysctlFiles).some((file) => file.path === path) ? [elementId.node(node.name)] : []),
  ]);
  return [...new Set(ids)];
}

function keepalivedElements(
  snapshot: Snapshot,
  node: ClusterNode,
  config: KeepalivedConfig,
  path: string,
  offset: number,
): string[] {
  const isIn = within(snapshot, path, offset);
  const machine = elementId.node(node.name);
  const script = config.scripts.find(({ block }) => isIn(block));
  if (script) return [elementId.check(node.name, script.name), machine];
  const instance = config.instances.find(({ block }) => isIn(block));
  if (!instance) return [machine];
  const tracked = [...instance.trackScripts, ...instance.trackProcesses, ...instance.trackFiles];
  return [
    ...allVips(instance).flatMap((vip) => (isIn(vip.site) ? [elementId.vip(vipKey(vip))] : [])),
    ...tracked.flatMap(({ name, site }) => (isIn(site) ? [elementId.check(node.name, name)] : [])),
    ...instance.trackInterfaces.flatMap(({ name, site }) => (isIn(site) ? [elementId.interface(node.name, name)] : [])),
    ...(instance.interface && isIn(instance.interface.site)
      ? [elementId.interface(node.name, instance.interface.value)]
      : []),
    elementId.member(node.name, instance.name),
    elementId.members(node.name),
    machine,
  ];
}

function haproxyElements(
  snapshot: Snapshot,
  node: ClusterNode,
  config: HaproxyConfig,
  path: string,
  offset: number,
): string[] {
  const file = snapshot.files.get(path);
  const chunk = file && chunkAt(file.syntax, offset)?.chunk;
  const section = config.sections.find((candidate) => candidate.site.chunk === chunk);
  const process = [elementId.haproxy(node.name), elementId.node(node.name)];
  if (!section?.name) return process;
  return [...proxyElements(config, section, within(snapshot, path, offset)), ...process];
}

function proxyElements(config: HaproxyConfig, section: HaproxySection, isIn: (site: Site) => boolean): string[] {
  const name = section.name?.name ?? '';
  const own = elementId.section(section.kind, name);
  const server = section.servers.find(({ site }) => isIn(site));
  const users = config.sections.filter((other) => other.backends.some((reference) => reference.name === name));
  return [
    ...(server ? [elementId.server(own, server.name), elementId.servers(own)] : []),
    own,
    ...users.map((other) => elementId.backends(other.name?.name ?? '')),
    elementId.backends(''),
  ];
}

/** Whether the offset's line touches a place: a cursor at the end of a line is on it. */
function within(snapshot: Snapshot, path: string, offset: number): (site: Site) => boolean {
  const file = snapshot.files.get(path);
  if (!file) return () => false;
  const text = file.text;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const found = text.indexOf('\n', offset);
  const end = found < 0 ? text.length : found;
  return (site) => {
    const range = absoluteRange(file.syntax, site);
    return range.start <= end && start <= range.end;
  };
}
