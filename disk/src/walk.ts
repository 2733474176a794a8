import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { guessByPath } from '#core/languages/languages.ts';
import { type FileProblem, slow, tooMany, unreadableFolder, withCommas } from '#core/workspace/file-problem.ts';
import { closeFolder, entriesOf, type Folder, openFolder } from './file-system.ts';
import { reasonOfListed } from './reasons.ts';
import { DiskTimeout, type Steps } from './steps.ts';

/** How far a search goes. */
export interface WalkLimits {
  readonly folders: number;
  /** Files that may be configurations. */
  readonly files: number;
  /** Everything in all folders, whatever it is called. */
  readonly entries: number;
  /** Levels below the folder that is searched. */
  readonly depth: number;
}

export interface Walk {
  /** The folder that is searched. */
  readonly folder: string;
  readonly limits: WalkLimits;
  /** What a file or folder on the disk is called in problems. */
  shown(path: string): string;
  /** The path by which the language of a file is guessed, with `/`. */
  named(path: string): string;
  /** Whether something is passed over because of its name. */
  skips(name: string, isFolder: boolean): boolean;
  /** Asked from time to time: what is left out because nobody waits any longer; undefined to go on. */
  ends?(): string | undefined;
}

/** A file that may be a configuration. */
export interface Candidate {
  readonly file: string;
  readonly path: string;
  /** Its name leaves no doubt, so that what keeps it from being read is worth a word. */
  readonly certain: boolean;
  /** It is a file itself, no link to something. */
  readonly isFile: boolean;
}

export interface Found {
  readonly files: readonly Candidate[];
  readonly problems: readonly FileProblem[];
}

/**
 * The files below a folder whose names say that they may be configurations. Nearer ones come first, and those of a
 * folder by name: where a limit is reached, it is always the same ones that are left out, and a problem says so.
 *
 * Links to folders are not followed: they may lead round in circles or show a folder twice.
 */
export function* walk(options: Walk): Steps<Found> {
  const { limits, shown } = options;
  const files: Candidate[] = [];
  const problems: FileProblem[] = [];
  const leftOut = new Set<string>();
  const pending = [{ path: options.folder, depth: 0 }];
  let seen = 0;
  const goesOn = (entries: number): boolean => {
    seen += entries;
    if (seen > limits.entries) leftOut.add(`files and folders beyond the first ${withCommas(limits.entries)}`);
    const ended = options.ends?.();
    if (ended !== undefined) leftOut.add(ended);
    return seen <= limits.entries && ended === undefined;
  };
  // This list grows while it is gone through.
  for (const { path, depth } of pending) {
    if (!goesOn(0)) break;
    const { folders, configurations } = yield* list(path, options, goesOn, problems);
    if (folders.length > 0 && depth >= limits.depth) {
      leftOut.add(`folders more than ${withCommas(limits.depth)} levels down`);
    } else {
      const room = limits.folders - pending.length;
      if (folders.length > room) leftOut.add(`folders beyond the first ${withCommas(limits.folders)}`);
      for (const name of folders.slice(0, Math.max(0, room)))
        pending.push({ path: join(path, name), depth: depth + 1 });
    }
    const room = limits.files - files.length;
    if (configurations.length > room)
      leftOut.add(`files named like configurations beyond the first ${withCommas(limits.files)}`);
    files.push(...configurations.slice(0, Math.max(0, room)));
  }
  if (leftOut.size > 0) problems.push(tooMany(shown(options.folder), [...leftOut].join(', ')));
  return { files, problems };
}

interface Listing {
  /** Names. */
  readonly folders: readonly string[];
  readonly configurations: readonly Candidate[];
}

/** What is of interest in one folder, by name. `goesOn` is told of how many more entries were seen. */
function* list(
  folder: string,
  options: Walk,
  goesOn: (seen: number) => boolean,
  problems: FileProblem[],
): Steps<Listing> {
  const folders: string[] = [];
  const configurations: Candidate[] = [];
  const take = (entry: Dirent): void => {
    const { name } = entry;
    const isFolder = entry.isDirectory();
    if (options.skips(name, isFolder)) return;
    if (isFolder) folders.push(name);
    // One more than there is room for says that there are too many.
    else if (configurations.length <= options.limits.files) {
      const file = join(folder, name);
      const guess = guessByPath(options.named(file));
      if (guess)
        configurations.push({ file, path: options.shown(file), certain: guess.certain, isFile: entry.isFile() });
    }
  };
  let opened: Folder | undefined;
  try {
    opened = yield* openFolder(folder);
    for (;;) {
      const entries = yield* entriesOf(opened);
      for (const entry of entries) take(entry);
      if (entries.length === 0 || !goesOn(entries.length)) break;
    }
  } catch (error) {
    const path = options.shown(folder);
    const isLate = error instanceof DiskTimeout;
    problems.push(isLate ? slow(path, error.limitMs) : unreadableFolder(path, reasonOfListed(folder, error)));
  } finally {
    if (opened) yield* closeFolder(opened);
  }
  const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return {
    folders: folders.sort(byName),
    configurations: configurations.sort((a, b) => byName(a.file, b.file)),
  };
}
