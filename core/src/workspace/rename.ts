import type { TextRange } from '../base/text-range.ts';
import { filesOfNode } from '../cluster/cluster.ts';
import { kindTitle } from './kind-title.ts';
import { nameAt, namesOfFile, type Reference, referencesOf } from './references.ts';
import type { Snapshot } from './snapshot.ts';

/** A text to put in the place of a range of a file. */
export interface RenameEdit {
  readonly path: string;
  readonly range: TextRange;
}

/** The places that a new name would go to, or why it cannot be given. */
export type Renaming = { readonly edits: readonly RenameEdit[] } | { readonly refused: string };

/** The name at an offset that can be changed, and its range; or why it cannot. */
export function renamableAt(
  snapshot: Snapshot,
  path: string,
  offset: number,
): { readonly name: string; readonly range: TextRange } | { readonly refused: string } {
  const found = nameAt(snapshot, path, offset);
  if (!found) return { refused: 'There is no name here that could be changed.' };
  const fault = declarationFault(found, referencesOf(snapshot, found));
  return fault === undefined ? { name: found.occurrence.name, range: found.range } : { refused: fault };
}

/** Gives what is named at an offset another name, everywhere. Refuses what would change the meaning of anything. */
export function renameAt(snapshot: Snapshot, path: string, offset: number, name: string): Renaming {
  const found = nameAt(snapshot, path, offset);
  if (!found) return { refused: 'There is no name here that could be changed.' };
  const { occurrence } = found;
  if (name === occurrence.name) return { edits: [] };
  const places = referencesOf(snapshot, found);
  const fault =
    declarationFault(found, places) ??
    found.language.names?.fault(occurrence.kind, name) ??
    clash(snapshot, found, places, name);
  return fault === undefined ? { edits: places.map(({ path, range }) => ({ path, range })) } : { refused: fault };
}

/**
 * Gives a name another one, on all nodes of its clusters where the settings ask for it: what has the same name there is
 * renamed as well, and when that is refused on one node, it is refused on all.
 */
export function renameOnNodes(snapshot: Snapshot, path: string, offset: number, name: string): Renaming {
  const own = renameAt(snapshot, path, offset, name);
  const found = nameAt(snapshot, path, offset);
  if (!snapshot.settings.rename.allNodes || 'refused' in own || !found) return own;
  const edits = [...own.edits];
  const changed = new Set(edits.map((edit) => edit.path));
  for (const other of pathsOnNodes(snapshot, path)) {
    const file = snapshot.files.get(other);
    if (!file || changed.has(other)) continue;
    const same = namesOfFile(file).find(
      ({ declares, occurrence }) => declares && occurrence.keys.some((key) => found.occurrence.keys.includes(key)),
    );
    const there = same && renameAt(snapshot, other, same.range.start, name);
    if (!there) continue;
    if ('refused' in there)
      return { refused: `${there.refused} (${other.slice(other.lastIndexOf('/', other.lastIndexOf('/') - 1) + 1)})` };
    for (const edit of there.edits) {
      edits.push(edit);
      changed.add(edit.path);
    }
  }
  return { edits };
}

/** The files of all nodes of the clusters that a file belongs to. */
function pathsOnNodes(snapshot: Snapshot, path: string): ReadonlySet<string> {
  const around = snapshot
    .clusters()
    .map((cluster) => cluster.nodes.flatMap(filesOfNode).map((file) => file.path))
    .filter((paths) => paths.includes(path));
  return new Set(around.flat());
}

function declarationFault({ occurrence, language }: Reference, places: readonly Reference[]): string | undefined {
  const declaring = new Set(places.filter((place) => place.declares).map((place) => place.path));
  const what = `${kindTitle(language, occurrence.kind)} "${occurrence.name}"`;
  const refused = language.names?.refusal?.(occurrence);
  if (refused !== undefined) return refused;
  if (declaring.size === 0) return `The ${what} is declared in no file that is open or in the workspace.`;
  if (language.names?.isEverywhere?.(occurrence.kind) || declaring.size === 1) return undefined;
  return `The ${what} is declared in several files. Rename it where it is declared.`;
}

/** Another thing has the name already, in one of the files and for one of the sections that the name is seen in. */
function clash(
  snapshot: Snapshot,
  { occurrence, language }: Reference,
  places: readonly Reference[],
  name: string,
): string | undefined {
  const wanted = new Set(places.flatMap((place) => place.occurrence.keys.map((key) => renamed(key, place, name))));
  const sharesNames = (key: string): boolean => language.names?.sharesNames?.(key) === true;
  const shared = places.some((place) => place.declares && place.occurrence.keys.some(sharesNames));
  for (const path of new Set(places.map((place) => place.path))) {
    const file = snapshot.files.get(path);
    const other =
      file &&
      namesOfFile(file).find(
        (candidate) =>
          candidate.occurrence.name === name &&
          candidate.occurrence.keys.some(
            (key) => wanted.has(key) || (shared && candidate.declares && sharesNames(key)),
          ),
      );
    if (!other) continue;
    if (other.declares)
      return `"${name}" is the name of another ${kindTitle(language, other.occurrence.kind)} already.`;
    return `"${name}" is used already, so another ${kindTitle(language, occurrence.kind)} would take its place.`;
  }
  return undefined;
}

/** A key ends with its name. */
function renamed(key: string, { occurrence }: Reference, name: string): string {
  return key.endsWith(occurrence.name) ? `${key.slice(0, -occurrence.name.length)}${name}` : key;
}
