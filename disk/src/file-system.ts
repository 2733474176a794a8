import {
  close,
  closeSync,
  constants,
  type Dir,
  type Dirent,
  fstat,
  fstatSync,
  lstat,
  lstatSync,
  open,
  opendir,
  openSync,
  read,
  readdirSync,
  readSync,
  type Stats,
  stat,
  statSync,
} from 'node:fs';
import { codeOf } from './reasons.ts';
import type { Step, Steps } from './steps.ts';

/**
 * Opening a named pipe would wait for somebody to write, and opening a terminal could make it ours. Windows knows
 * neither flag.
 */
const reading = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** So many names of a folder are asked for at once: other work of a server comes between two such questions. */
const batch = 512;

// What a reader of many files asks is plain steps, since a generator for each costs more than the system itself: the
// answer is of the type that stands in front.

/** `number`, a descriptor that never waits: what has nothing to give says EAGAIN. To be closed. */
export function openFile(path: string): Step {
  return {
    now: () => openSync(path, reading),
    later: (done) => open(path, reading, done),
    late: (file) => close(file as number),
  };
}

export function closeFile(file: number): Step {
  return { now: () => closeSync(file), later: (done) => close(file, done), closes: true };
}

/** `Stats`, what a descriptor is of. */
export function stateOf(file: number): Step {
  return { now: () => fstatSync(file), later: (done) => fstat(file, done) };
}

/** `Stats`, what a path leads to. */
export function pathState(path: string): Step {
  return { now: () => statSync(path), later: (done) => stat(path, done) };
}

/** Whether there is no file of this name, not even a link that leads nowhere. A folder is none. */
export function* isNoFile(path: string): Steps<boolean> {
  try {
    const found = (yield { now: () => lstatSync(path), later: (done) => lstat(path, done) } satisfies Step) as Stats;
    return found.isDirectory();
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR';
  }
}

/** `number`, how much was read: what stands at a position of a file, to the same place of a buffer. */
export function readInto(file: number, buffer: Buffer, at: number): Step {
  const length = buffer.length - at;
  return {
    now: () => readSync(file, buffer, at, length, at),
    later: (done) => read(file, buffer, at, length, at, done),
  };
}

/** Waits. Milliseconds. */
export function pause(milliseconds: number): Step {
  return {
    now: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
    later: (done) => setTimeout(done, milliseconds, null),
  };
}

/** A folder that is being read: all of its entries, or where they come from. */
export type Folder = { all: readonly Dirent[] } | Dir;

/** Opens a folder, to be closed. Who waits anyway gets all entries at once, which is the quickest way. */
export function* openFolder(path: string): Steps<Folder> {
  return (yield {
    now: () => ({ all: readdirSync(path, { withFileTypes: true }) }),
    later: (done) => opendir(path, { bufferSize: batch }, done),
    late: (folder) => void (folder as Dir).close(),
  } satisfies Step) as Folder;
}

export function* closeFolder(folder: Folder): Steps<void> {
  if ('all' in folder) return;
  yield {
    now: () => folder.closeSync(),
    later: (done) => folder.close((error) => done(error ?? null)),
    closes: true,
  } satisfies Step;
}

/** The next entries of a folder; none at its end. */
export function* entriesOf(folder: Folder): Steps<readonly Dirent[]> {
  if ('all' in folder) {
    const { all } = folder;
    folder.all = [];
    return all;
  }
  return (yield {
    now: () => [folder.readSync()].filter((entry) => entry !== null),
    later: (done) => moreEntries(folder, [], done),
  } satisfies Step) as Dirent[];
}

function moreEntries(folder: Dir, entries: Dirent[], done: (error: Error | null, value?: unknown) => void): void {
  folder.read((error, entry) => {
    if (error || entry === null) return done(error, entries);
    entries.push(entry);
    if (entries.length < batch) moreEntries(folder, entries, done);
    else done(null, entries);
  });
}
