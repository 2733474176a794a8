import { shiftRange, type TextRange } from '../base/text-range.ts';
import type { Occurrence } from '../catalog/symbol.ts';
import { nodeKeyOf } from '../cluster/node-path.ts';
import { isOf, type Language, type SourceFile } from '../languages/language.ts';
import { type Chunk, chunkAt, chunkStart } from '../syntax/chunk.ts';
import type { Snapshot } from './snapshot.ts';

/** A name in a file. Ranges count from the file's start. */
export interface Reference {
  readonly path: string;
  readonly language: Language;
  readonly range: TextRange;
  /** The line or block of a declaration. */
  readonly whole: TextRange;
  readonly declares: boolean;
  readonly occurrence: Occurrence;
}

/** The name at an offset of a file (a cursor right behind it counts), in the terms of its file. */
export function nameAt(snapshot: Snapshot, path: string, offset: number): Reference | undefined {
  const file = snapshot.files.get(path);
  const found = file && chunkAt<Chunk>(file.syntax, offset);
  if (!file || !found) return undefined;
  const column = offset - found.start;
  const occurrence = occurrencesOf(file, found.chunk).find(({ range }) => range.start <= column && column <= range.end);
  return occurrence && reference(file, found.start, occurrence);
}

/** All places where what is named there is declared or used, file by file and in order; none where there is no name. */
export function referencesAt(snapshot: Snapshot, path: string, offset: number): readonly Reference[] {
  const name = nameAt(snapshot, path, offset);
  return name ? referencesOf(snapshot, name) : [];
}

/** All places that name the same thing, the given one among them. */
export function referencesOf(snapshot: Snapshot, name: Reference): readonly Reference[] {
  const files = filesOf(snapshot, name);
  let keys: ReadonlySet<string> = new Set(keysIn(snapshot, name));
  for (;;) {
    const found = files.flatMap((file) => matching(file, keys));
    // A listen section found through its name as a backend is a frontend of that name, too.
    const more = new Set([...keys, ...found.flatMap((one) => (one.declares ? one.occurrence.keys : []))]);
    if (more.size === keys.size) return found;
    keys = more;
  }
}

/** The names of one file that stand in the given one's place, for marking them while the cursor is there. */
export function referencesInFile(snapshot: Snapshot, path: string, offset: number): readonly Reference[] {
  return referencesAt(snapshot, path, offset).filter((found) => found.path === path);
}

/** Every name of a file, in order. */
export function namesOfFile(file: SourceFile): readonly Reference[] {
  return file.syntax.chunks.flatMap((chunk: Chunk) => {
    const start = chunkStart(file.syntax, chunk) ?? 0;
    return occurrencesOf(file, chunk).map((occurrence) => reference(file, start, occurrence));
  });
}

function occurrencesOf(file: SourceFile, chunk: Chunk): readonly Occurrence[] {
  if (!file.template) return occurrencesIn(file, chunk);
  // A name that an expression of the template is part of is none that could be looked for.
  const start = chunkStart(file.syntax, chunk) ?? 0;
  return occurrencesIn(file, chunk).filter(
    ({ name, range }) => file.text.slice(start + range.start, start + range.end) === name,
  );
}

function occurrencesIn(file: SourceFile, chunk: Chunk): readonly Occurrence[] {
  return file.language.names?.occurrencesIn(chunk) ?? [];
}

function reference(file: SourceFile, start: number, occurrence: Occurrence): Reference {
  const { path, language } = file;
  const { range, whole, declares } = occurrence;
  return { path, language, range: shiftRange(range, start), whole: shiftRange(whole, start), declares, occurrence };
}

function matching(file: SourceFile, keys: ReadonlySet<string>): Reference[] {
  const found: Reference[] = [];
  for (const chunk of file.syntax.chunks as readonly Chunk[]) {
    const list = occurrencesOf(file, chunk).filter((occurrence) =>
      effectiveKeys(file, chunk, occurrence).some((key) => keys.has(key)),
    );
    if (list.length === 0) continue;
    const start = chunkStart(file.syntax, chunk) ?? 0;
    for (const occurrence of list) found.push(reference(file, start, occurrence));
  }
  return found;
}

function keysIn(snapshot: Snapshot, { path, range, occurrence }: Reference): readonly string[] {
  const file = snapshot.files.get(path);
  const found = file && chunkAt<Chunk>(file.syntax, range.start);
  return found ? effectiveKeys(file, found.chunk, occurrence) : occurrence.keys;
}

/** Its own keys, but where the language looks at other chunks as well. */
function effectiveKeys(file: SourceFile, chunk: Chunk, occurrence: Occurrence): readonly string[] {
  return file.language.names?.keysOf?.(file, chunk, occurrence) ?? occurrence.keys;
}

/**
 * The files in which a name means the same thing.
 *
 * A machine's files may be loaded together, or be alternatives that lie side by side. So a file that declares the
 * name itself stands for itself, and one that does not goes with those that do. Only variables, which have no place
 * of declaration, belong to all.
 */
function filesOf(snapshot: Snapshot, { path, occurrence }: Reference): readonly SourceFile[] {
  const own = snapshot.files.get(path);
  if (!own) return [];
  const key = nodeKeyOf(path).join('/');
  const together = [...snapshot.files.values()].filter(
    (file) => isOf(file, own.language) && nodeKeyOf(file.path).join('/') === key,
  );
  if (together.length === 1 || own.language.names?.isEverywhere?.(occurrence.kind)) return together;
  const declares = (file: SourceFile): boolean =>
    (file.syntax.chunks as readonly Chunk[]).some((chunk) =>
      occurrencesOf(file, chunk).some(
        (other) => other.declares && other.keys.some((one) => occurrence.keys.includes(one)),
      ),
    );
  const declaring = new Set(together.filter(declares));
  const others = together.filter((file) => !declaring.has(file));
  if (!declaring.has(own)) return [...declaring, ...others];
  return declaring.size > 1 ? [own] : [own, ...others];
}
