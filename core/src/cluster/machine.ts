import { sameItems } from '../base/same-items.ts';
import type { Manifest } from '../languages/manifest/manifest.ts';
import type { MachineFiles, NodeFile } from './cluster.ts';
import { machineKeyOf, nodeKeyOf, readableName } from './node-path.ts';
import { type Profile, profileOf } from './profile.ts';

/** A parsed file of the workspace. While its text does not change it is the same object. */
export interface ClusterSource {
  readonly path: string;
}

/** A file's model, and the id of its language. */
export interface Model {
  readonly language: string;
  readonly config: unknown;
}

/** Reads the models of files. */
export interface ModelReader<Source extends ClusterSource> {
  /** A file as the node with that configuration id sees it. */
  model(file: Source, configId: string): Model | undefined;
  /** The ids that the conditional lines of a file name. */
  configIds(file: Source): readonly string[];
  /** Whether its language has conditional lines, which make one file that of several nodes. */
  mayBeConditional?(file: Source): boolean;
  /** Undefined for a file that is no manifest. */
  manifest?(file: Source): Manifest | undefined;
}

/** A machine that paths speak of, before it is known to be in a cluster. The same object while its files are. */
export interface Machine extends MachineFiles {
  /** The path segments that its files share; the one in which machines of a cluster differ names it. */
  readonly key: readonly string[];
  readonly text: string;
  /** The files that it was made of. */
  readonly sources: readonly ClusterSource[];
  readonly profile: Profile;
}

/** Files that lie at one place: of one machine, or, where conditional lines say so, of several. */
export interface MachineFolder<Source extends ClusterSource> {
  readonly key: readonly string[];
  readonly text: string;
  readonly files: readonly Source[];
  /** The machines that its keepalived files are written for, by their conditional lines. */
  readonly ids: readonly string[];
}

/** Groups files by the machine that their paths speak of. A place with the same files is the known one. */
export function placesOf<Source extends ClusterSource>(
  files: Iterable<Source>,
  reader: ModelReader<Source>,
  before: ReadonlyMap<string, MachineFolder<Source>> = new Map(),
): ReadonlyMap<string, MachineFolder<Source>> {
  const byKey = new Map<string, { key: readonly string[]; files: Source[] }>();
  for (const file of files) {
    const text = machineKeyOf(file.path);
    const known = byKey.get(text);
    if (known) known.files.push(file);
    else byKey.set(text, { key: before.get(text)?.key ?? nodeKeyOf(file.path), files: [file] });
  }
  const places = new Map<string, MachineFolder<Source>>();
  for (const [text, { key, files: own }] of byKey) {
    if (own.length > 1) own.sort((a, b) => (a.path < b.path ? -1 : 1));
    const same = before.get(text);
    if (same && sameItems(same.files, own)) places.set(text, same);
    else places.set(text, { key, text, files: own, ids: idsOf(own, reader) });
  }
  return places;
}

export function idsOf<Source extends ClusterSource>(files: readonly Source[], reader: ModelReader<Source>): string[] {
  return [...new Set(files.flatMap((file) => reader.configIds(file)))];
}

/**
 * The machines of each place. One file with conditional lines for several ids, and no other such file beside it, is
 * the file of all of them.
 */
export function machinesOf<Source extends ClusterSource>(
  places: ReadonlyMap<string, MachineFolder<Source>>,
  reader: ModelReader<Source>,
  known: ReadonlyMap<string, Machine>,
): Map<string, Machine> {
  const withIds = new Map<string, number>();
  for (const { key, ids } of places.values()) {
    if (ids.length > 0) withIds.set(parentOf(key), (withIds.get(parentOf(key)) ?? 0) + 1);
  }
  const machines = new Map<string, Machine>();
  for (const place of places.values()) {
    const { key, ids } = place;
    const isShared = ids.length > 1 && !ids.includes(nameOf(key, 1)) && withIds.get(parentOf(key)) === 1;
    if (!isShared) {
      machines.set(place.text, machineOf(key, place.files, reader, known));
      continue;
    }
    const [keepalived, others] = split(place.files, (file) => reader.configIds(file).length > 0);
    machines.set(place.text, machineOf(key, others, reader, known));
    for (const id of ids) {
      const machine = machineOf([...key, id], keepalived, reader, known);
      if (!machines.has(machine.text)) machines.set(machine.text, machine);
    }
  }
  return machines;
}

/** The machine with these files: the known one, if it was made of the same. */
export function machineOf<Source extends ClusterSource>(
  key: readonly string[],
  files: readonly Source[],
  reader: ModelReader<Source>,
  known: ReadonlyMap<string, Machine>,
): Machine {
  const text = key.join('/');
  const before = known.get(text);
  if (before && sameItems(before.sources, files)) return before;
  const read = readFiles(files, nameOf(key, 1), reader);
  return { key, text, sources: files, ...read, profile: profileOf(read) };
}

export function readFiles<Source extends ClusterSource>(
  files: readonly Source[],
  configId: string,
  reader: ModelReader<Source>,
): MachineFiles {
  const byLanguage = new Map<string, NodeFile<unknown>[]>();
  for (const file of files) {
    const model = reader.model(file, configId);
    if (!model) continue;
    const own = { path: file.path, config: model.config };
    const list = byLanguage.get(model.language);
    if (list) list.push(own);
    else byLanguage.set(model.language, [own]);
  }
  return { files: byLanguage };
}

/** The segment in which the machines of a cluster differ, as people read it. */
export function nameOf(key: readonly string[], fromRight: number): string {
  return readableName(key.at(-fromRight) ?? '');
}

function parentOf(key: readonly string[]): string {
  return key.slice(0, -1).join('/');
}

function split<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
