import { globMatcher, literalStart } from './glob.ts';
import { folderOf } from './include-pattern.ts';

/** How many names may be compared with patterns, for all files of a workspace together. */
const mostComparisons = 60_000;

/** How many files may be read because lines include them, for all configurations of a workspace together. */
const mostReadings = 100_000;

/**
 * Files by their paths, so that an `include` line costs what it finds and not what there is: names by a table, patterns
 * by the part of a sorted list that starts as they do.
 */
export class FileIndex<File extends { readonly path: string }> {
  /** How many more files may be read. */
  readings = mostReadings;
  readonly #byPath: ReadonlyMap<string, File>;
  readonly #folders = new Map<string, File[]>();
  readonly #known = new Map<string, readonly File[] | undefined>();
  #sorted: readonly File[] | undefined;
  #comparisons = mostComparisons;

  constructor(files: readonly File[]) {
    this.#byPath = new Map(files.map((file) => [file.path, file]));
    for (const file of files) {
      const folder = folderOf(file.path);
      const beside = this.#folders.get(folder);
      if (beside) beside.push(file);
      else this.#folders.set(folder, [file]);
    }
  }

  /** The files that a pattern without braces matches, by name. Undefined where too much was compared to find out. */
  matching(pattern: string): readonly File[] | undefined {
    if (!/[*?[\\]/.test(pattern)) {
      const file = this.#byPath.get(pattern);
      return file ? [file] : [];
    }
    if (!this.#known.has(pattern)) this.#known.set(pattern, this.#search(pattern));
    return this.#known.get(pattern);
  }

  /** Whether other files of a folder are known. */
  hasOthers(folder: string, one: File, two: File): boolean {
    const beside = this.#folders.get(folder) ?? [];
    // Of three different ones, one is another.
    return beside.slice(0, 3).some((file) => file !== one && file !== two);
  }

  #search(pattern: string): readonly File[] | undefined {
    this.#sorted ??= [...this.#byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const sorted = this.#sorted;
    const start = literalStart(pattern);
    // The folder is the same for all of them.
    const folder = folderOf(start).length;
    const matches = globMatcher(pattern.slice(folder));
    const found: File[] = [];
    for (let index = firstFrom(sorted, start); index < sorted.length; index++) {
      const file = sorted[index];
      if (!file?.path.startsWith(start)) break;
      // A long name takes as much as many short ones.
      this.#comparisons -= 1 + (file.path.length >> 6);
      if (this.#comparisons < 0) return undefined;
      if (matches(file.path.slice(folder))) found.push(file);
    }
    return found;
  }
}

/** The index of the first path that is not before a text. */
function firstFrom(sorted: readonly { readonly path: string }[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.path ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
