import { isLoopback } from '../base/ip-address.ts';
import { type ClusterNode, filesOf } from '../cluster/cluster.ts';
import { shownText } from '../cluster/drift/secrets.ts';
import { machineIn } from '../failover/view.ts';
import type { HaproxyAddress } from '../languages/haproxy/address.ts';
import {
  findBackend,
  type HaproxyConfig,
  type HaproxySection,
  haproxyFiles,
  type Server,
} from '../languages/haproxy/config.ts';
import { elementId } from './element-ids.ts';
import type { BackendNode, FrontendNode, ServerNode, TrafficGraph, VipNode } from './graph.ts';
import type { Situation } from './situation.ts';

/** One machine's view of a section. */
interface Seen {
  readonly machine: string;
  readonly path: string;
  readonly config: HaproxyConfig;
  readonly section: HaproxySection;
}

/** Lays the machines' HAProxy configurations over each other; places point into the file of whoever serves now. */
export function trafficGraph(situation: Situation, vips: readonly VipNode[]): TrafficGraph {
  const seen = situation.cluster.nodes.flatMap((node) => seenOn(node));
  const holders = new Set(vips.flatMap((vip) => vip.holders));
  const served = servedAddresses(situation, vips);
  const frontends = merged(seen, ['frontend', 'listen'], holders).map((views) => frontendNode(views, served));
  const active = new Set(frontends.flatMap((frontend) => (frontend.active ? frontend.backends : [])));
  const backends = merged(seen, ['backend'], holders).map((views) => backendNode(views, active, served));
  return {
    machines: situation.cluster.nodes.filter((node) => filesOf(node, haproxyFiles).length > 0).map((node) => node.name),
    // What only the machine itself reaches comes last.
    frontends: [...frontends.filter(({ local }) => !local), ...frontends.filter(({ local }) => local)],
    backends,
  };
}

function seenOn(node: ClusterNode): Seen[] {
  return filesOf(node, haproxyFiles).flatMap(({ path, config }) =>
    config.sections.map((section) => ({ machine: node.name, path, config, section })),
  );
}

/** What the machines say about sections of some kinds, by name and in order of first appearance; holders speak first. */
function merged(seen: readonly Seen[], kinds: readonly string[], holders: ReadonlySet<string>): [Seen, ...Seen[]][] {
  const byName = new Map<string, Seen[]>();
  for (const view of seen) {
    const { kind, name } = view.section;
    if (!kinds.includes(kind) || name === undefined || name.name === '') continue;
    const key = elementId.section(kind, name.name);
    byName.set(key, [...(byName.get(key) ?? []), view]);
  }
  return [...byName.values()].flatMap((views) => {
    const [first, ...others] = views.sort((a, b) => Number(holders.has(b.machine)) - Number(holders.has(a.machine)));
    return first ? [[first, ...others] as [Seen, ...Seen[]]] : [];
  });
}

/** The virtual addresses that clients reach on each machine whose HAProxy runs. */
function servedAddresses({ cluster, view }: Situation, vips: readonly VipNode[]): Map<string, string[]> {
  return new Map(
    cluster.nodes
      .filter((node) => machineIn(view, node.name).haproxy)
      .map((node) => [
        node.name,
        vips.filter((vip) => vip.verdict === 'ok' && vip.holders.includes(node.name)).flatMap((vip) => vip.addresses),
      ]),
  );
}

function frontendNode(views: [Seen, ...Seen[]], served: ReadonlyMap<string, readonly string[]>): FrontendNode {
  const [{ section, path }] = views;
  const name = section.name?.name ?? '';
  const binds = views.flatMap((view) => view.section.binds);
  const backends = views.flatMap((view) =>
    view.section.backends.flatMap((reference) => {
      const target = reference.known ? findBackend(view.config, reference.name) : undefined;
      return target?.name ? [elementId.section(target.kind, target.name.name)] : [];
    }),
  );
  return {
    id: elementId.section(section.kind, name),
    kind: section.kind === 'listen' ? 'listen' : 'frontend',
    name,
    on: machinesOf(views),
    active: views.some((view) =>
      (served.get(view.machine) ?? []).some((vip) => view.section.binds.some((bind) => accepts(bind.address, vip))),
    ),
    binds: distinct(
      views.flatMap((view) =>
        view.section.binds.map((bind) => shownText(bind.text, { path: view.path, site: bind.site })),
      ),
    ),
    local: binds.length > 0 && binds.every((bind) => isLocal(bind.address)),
    backends: distinct(backends),
    servers: section.kind === 'listen' ? serverNodes(`listen:${name}`, views) : [],
    site: { path, site: section.site },
  };
}

function backendNode(
  views: [Seen, ...Seen[]],
  active: ReadonlySet<string>,
  served: ReadonlyMap<string, readonly string[]>,
): BackendNode {
  const [{ section, path }] = views;
  const name = section.name?.name ?? '';
  const id = `backend:${name}`;
  return {
    id,
    name,
    on: machinesOf(views),
    active: active.has(id) && views.some((view) => (served.get(view.machine) ?? []).length > 0),
    servers: serverNodes(id, views),
    site: { path, site: section.site },
  };
}

function serverNodes(owner: string, views: readonly Seen[]): ServerNode[] {
  const byName = new Map<string, [{ view: Seen; server: Server }, ...{ view: Seen; server: Server }[]]>();
  for (const view of views) {
    for (const server of view.section.servers) {
      const known = byName.get(server.name);
      if (known) known.push({ view, server });
      else byName.set(server.name, [{ view, server }]);
    }
  }
  return [...byName].map(([name, [first, ...others]]): ServerNode => {
    const all = [first, ...others];
    return {
      id: elementId.server(owner, name),
      name,
      addresses: shownAddresses(all),
      checked: first.server.checked,
      backup: first.server.backup,
      on: machinesOf(all.map(({ view }) => view)),
      site: { path: first.view.path, site: first.server.site },
    };
  });
}

/** As written; what an address holds of a password by mistake is hidden. */
function shownAddresses(all: readonly { readonly view: Seen; readonly server: Server }[]): readonly string[] {
  const shown = new Map<string, string>();
  for (const { view, server } of all) {
    const { addressText: text, site } = server;
    if (!shown.has(text)) shown.set(text, shownText(text, { path: view.path, site }));
  }
  return [...shown.values()];
}

/** Whether a listener takes connections to an address. A name or a variable may be any address: not claimed. */
function accepts(address: HaproxyAddress, vip: string): boolean {
  if (address.kind !== 'ip') return false;
  if (address.host) return address.host.text === vip;
  return address.family === 6 || !vip.includes(':');
}

function isLocal(address: HaproxyAddress): boolean {
  if (address.kind === 'unix') return true;
  if (address.kind === 'name') return address.host === 'localhost';
  return address.kind === 'ip' && address.host !== undefined && isLoopback(address.host);
}

function machinesOf(views: readonly Seen[]): string[] {
  return distinct(views.map((view) => view.machine)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
