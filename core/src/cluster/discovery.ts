import { memo } from '../base/memo.ts';
import { sameItems } from '../base/same-items.ts';
import { haproxyFiles } from '../languages/haproxy/config.ts';
import { keepalivedFiles } from '../languages/keepalived/config.ts';
import { type Cluster, type ClusterNode, filesOf, type NodeFile } from './cluster.ts';
import { type Declaration, declare, noDeclaration } from './declared.ts';
import { alikeNames } from './evidence.ts';
import { joinGroups } from './join.ts';
import {
  type ClusterSource,
  idsOf,
  type Machine,
  type MachineFolder,
  type ModelReader,
  machineOf,
  machinesOf,
  nameOf,
  placesOf,
} from './machine.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { machineKeyOf, readableName } from './node-path.ts';
import { type Pairing, pair } from './pairing.ts';
import type { Component, Memories } from './pairing-memory.ts';
import { type GroupMember, groupMember } from './vrrp.ts';

/** The clusters of a workspace at one moment, with what makes the next moment's cheap. */
export interface Discovery<Source extends ClusterSource> {
  readonly clusters: readonly Cluster[];
  /** What manifests say. */
  readonly declaration: Declaration;
  /** The files that no manifest speaks of. */
  readonly files: ReadonlyMap<string, Source>;
  readonly places: ReadonlyMap<string, MachineFolder<Source>>;
  readonly machines: ReadonlyMap<string, Machine>;
  readonly components: readonly Component[];
  /** What makes the next pairing cheap. */
  readonly memories: Memories;
  readonly neighbours: Neighbours;
  readonly built: readonly Built[];
}

/** A cluster and everything that it was built from. */
interface Built {
  readonly cluster: Cluster;
  readonly component: Component;
  /** The key of the place whose files the machines share. */
  readonly folder: string;
  readonly parts: readonly unknown[];
}

/**
 * Finds the clusters among the files of a workspace, with no configuration: files are grouped to machines by their
 * paths, and machines are joined where the contents say that they belong together. With an earlier discovery an edit
 * costs the machine whose file changed and its cluster; all other clusters are the same objects as before.
 */
export function discover<Source extends ClusterSource>(
  allFiles: ReadonlyMap<string, Source>,
  reader: ModelReader<Source>,
  before?: Discovery<Source>,
): Discovery<Source> {
  const isDeclared = hasManifest(allFiles, reader);
  const declaration = isDeclared ? declare(allFiles, reader, before?.declaration ?? noDeclaration) : noDeclaration;
  const files = isDeclared ? unclaimed(allFiles, reader, declaration) : allFiles;
  const found = discoverUndeclared(files, reader, declaration, before);
  const declared = declaration.built.map(({ cluster }) => cluster);
  return { ...found, clusters: [...declared, ...found.clusters] };
}

const nothingPaired: Pairing = { components: [], memories: [] };

/** Asked after every edit, of every file: it makes no list of them. */
function hasManifest<Source extends ClusterSource>(
  files: ReadonlyMap<string, Source>,
  reader: ModelReader<Source>,
): boolean {
  for (const file of files.values()) if (reader.manifest?.(file)) return true;
  return false;
}

/** What is left for discovery: a manifest itself is no machine's file. */
function unclaimed<Source extends ClusterSource>(
  files: ReadonlyMap<string, Source>,
  reader: ModelReader<Source>,
  { claimed }: Declaration,
): ReadonlyMap<string, Source> {
  const isManifest = (file: Source): boolean => reader.manifest?.(file) !== undefined;
  return new Map([...files].filter(([path, file]) => !claimed.has(path) && !isManifest(file)));
}

function discoverUndeclared<Source extends ClusterSource>(
  files: ReadonlyMap<string, Source>,
  reader: ModelReader<Source>,
  declaration: Declaration,
  before: Discovery<Source> | undefined,
): Discovery<Source> {
  const changed = before && changedFiles(before.files, files);
  if (before && changed?.length === 0) {
    return { ...before, clusters: before.built.map(({ cluster }) => cluster), declaration, files };
  }
  const edited = before && changed && updateMachines(before, changed, reader);
  const { places, machines } = edited ?? readAll(files, reader, before);
  const isPairedAlike = edited !== undefined && sameProfiles(before?.machines, edited.machines);
  const all = isPairedAlike ? undefined : [...machines.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
  const { components, memories } = all ? pair(all, before?.memories) : (before ?? nothingPaired);
  const neighbours = all ? neighboursOf(all, components) : (before?.neighbours ?? new Map());
  const built = components
    .map((component) => build(component, machines, neighbours, before))
    .sort((a, b) => (a.cluster.id < b.cluster.id ? -1 : a.cluster.id > b.cluster.id ? 1 : 0));
  return {
    clusters: built.map(({ cluster }) => cluster),
    declaration,
    files,
    places,
    machines,
    components,
    memories,
    neighbours,
    built,
  };
}

/** The files whose objects differ; undefined when a file came or went. */
function changedFiles<Source extends ClusterSource>(
  before: ReadonlyMap<string, Source>,
  files: ReadonlyMap<string, Source>,
): Source[] | undefined {
  if (before.size !== files.size) return undefined;
  const changed: Source[] = [];
  for (const [path, file] of files) {
    const known = before.get(path);
    if (!known) return undefined;
    if (known !== file) changed.push(file);
  }
  return changed;
}

function readAll<Source extends ClusterSource>(
  files: ReadonlyMap<string, Source>,
  reader: ModelReader<Source>,
  before: Discovery<Source> | undefined,
) {
  const places = placesOf(files.values(), reader, before?.places);
  return { places, machines: machinesOf(places, reader, before?.machines ?? new Map()) };
}

/** Undefined when conditional lines of another node came or went: then the machines themselves may be others. */
function updateMachines<Source extends ClusterSource>(
  before: Discovery<Source>,
  changed: readonly Source[],
  reader: ModelReader<Source>,
): Pick<Discovery<Source>, 'places' | 'machines'> | undefined {
  const byPath = new Map(changed.map((file) => [file.path, file]));
  const places = new Map(before.places);
  const machines = new Map(before.machines);
  for (const text of new Set(changed.map(({ path }) => machineKeyOf(path)))) {
    const place = places.get(text);
    if (!place) return undefined;
    const files = place.files.map((file) => byPath.get(file.path) ?? file);
    if (place.ids.length > 0 || idsOf(files, reader).length > 0) return undefined;
    places.set(text, { ...place, files });
    machines.set(text, machineOf(place.key, files, reader, before.machines));
  }
  return { places, machines };
}

function sameProfiles(before: ReadonlyMap<string, Machine> | undefined, now: ReadonlyMap<string, Machine>): boolean {
  for (const [text, machine] of now) {
    const known = before?.get(text);
    if (known !== machine && !sameItems(known?.profile.signature ?? [], machine.profile.signature)) return false;
  }
  return true;
}

let collator: Intl.Collator | undefined;

/** The order in which people count: lb2 before lb10. Made when first asked for: that alone takes milliseconds. */
function inNaturalOrder(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

function build<Source extends ClusterSource>(
  component: Component,
  machines: ReadonlyMap<string, Machine>,
  neighbours: Neighbours,
  before: Discovery<Source> | undefined,
): Built {
  const known = before && builtBefore(indexOf(before), component);
  const members = component.keys.flatMap((key) => machines.get(key) ?? []);
  const id = known?.cluster.id ?? component.keys.join(' ');
  const folder = known?.folder ?? (members[0]?.key ?? []).slice(0, -component.fromRight).join('/');
  const shared = machines.get(folder);
  const near = (neighbours.get(id) ?? []).flatMap((key) => machines.get(key) ?? []);
  const parts = [...members, shared, ...near];
  if (known && sameItems(known.parts, parts)) return known;
  const nodes = members
    .map((machine): ClusterNode => {
      const isOwn = machine === shared;
      return {
        name: nameOf(machine.key, component.fromRight),
        files: filesWithShared(machine, isOwn ? undefined : shared),
      };
    })
    .sort((a, b) => inNaturalOrder(a.name, b.name));
  const cluster: Cluster = {
    id,
    name:
      folder !== ''
        ? readableName(folder.slice(folder.lastIndexOf('/') + 1))
        : nodes.map((node) => node.name).join('+'),
    nodes,
    groups: joinGroups(nodes),
    why: component.why,
    doubtful: nodes.length > 3 && haveNothingInCommon(nodes),
    neighbours: near.flatMap((machine) => strangers(machine, component.fromRight)),
  };
  return { cluster, component, folder, parts };
}

/** Whether no two of the names are alike; of very many nodes only the first are asked. */
function haveNothingInCommon(nodes: readonly ClusterNode[]): boolean {
  const asked = nodes.slice(0, 64);
  return asked.every((node) => !asked.some((other) => alikeNames(node.name, other.name)));
}

interface Index {
  readonly byComponent: ReadonlyMap<Component, Built>;
  readonly byId: ReadonlyMap<string, Built>;
}

const indexOf = memo(({ built }: Pick<Discovery<ClusterSource>, 'built'>): Index => {
  return {
    byComponent: new Map(built.map((one) => [one.component, one])),
    byId: new Map(built.map((one) => [one.cluster.id, one])),
  };
});

/** What the machines of a component were before; a component is another object after an edit that paired them anew. */
function builtBefore({ byComponent, byId }: Index, component: Component): Built | undefined {
  const same = byComponent.get(component);
  if (same) return same;
  const alike = byId.get(component.keys.join(' '));
  return alike?.component.fromRight === component.fromRight && sameItems(alike.component.why, component.why)
    ? { ...alike, component }
    : undefined;
}

/** Files beside the machines are shared by those that have none of their own, or by all. */
function filesWithShared({ files }: Machine, shared: Machine | undefined): ClusterNode['files'] {
  if (!shared) return files;
  const ids = new Set([...files.keys(), ...shared.files.keys()]);
  return new Map(
    [...ids].map((id) => [id, (sharing.get(id) ?? together)(files.get(id) ?? [], shared.files.get(id) ?? [])]),
  );
}

type Share = <T>(own: readonly NodeFile<T>[], shared: readonly NodeFile<T>[]) => readonly NodeFile<T>[];

const together: Share = (own, shared) => (shared.length === 0 ? own : inOrder([...own, ...shared]));

/** What is about the machine as a whole comes together; of programs only one has a place in its configuration. */
const sharing: ReadonlyMap<string, Share> = new Map<string, Share>([
  [keepalivedFiles.id, (own) => own],
  [haproxyFiles.id, (own, shared) => (own.length > 0 ? own : shared)],
]);

function inOrder<T>(files: readonly NodeFile<T>[]): NodeFile<T>[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function strangers(machine: Machine, fromRight: number): GroupMember[] {
  const node: ClusterNode = { name: nameOf(machine.key, fromRight), files: machine.files };
  return filesOf(node, keepalivedFiles).flatMap(({ path, config }) =>
    config.instances.map((instance) => groupMember(node, path, instance, config)),
  );
}
