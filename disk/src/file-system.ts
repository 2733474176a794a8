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
  opendirSync,
  openSync,
  read,
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

/** A descriptor that never waits: what has nothing to give says EAGAIN. To be closed. */
export function* openFile(path: string): Steps<number> {
  return (yield {
    now: () => openSync(path, reading),
    later: (done) => open(path, reading, done),
    late: (file) => close(file as number),
  } satisfies Step) as number;
}

export function* closeFile(file: number): Steps<void> {
  yield { now: () => closeSync(file), later: (done) => close(file, done), closes: true } satisfies Step;
}

/** What a descriptor is of. */
export function* stateOf(file: number): Steps<Stats> {
  return (yield { now: () => fstatSync(file), later: (done) => fstat(file, done) } satisfies Step) as Stats;
}

/** What a path leads to. */
export function* pathState(path: string): Steps<Stats> {
  return (yield { now: () => statSync(path), later: (done) => stat(path, done) } satisfies Step) as Stats;
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

/** Reads into a buffer, from `at` in it, what stands at a position of the file. */
export function* readInto(file: number, buffer: Buffer, at: number, position: number): Steps<number> {
  const length = buffer.length - at;
  return (yield {
    now: () => readSync(file, buffer, at, length, position),
    later: (done) => read(file, buffer, at, length, position, done),
  } satisfies Step) as number;
}

/** Waits. Milliseconds. */
export function* pause(milliseconds: number): Steps<void> {
  yield {
    now: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
    later: (done) => setTimeout(done, milliseconds, null),
  } satisfies Step;
}

/** Opens a folder. It is to be read to its end or closed. */
export function* openFolder(path: string): Steps<Dir> {
  return (yield {
    now: () => opendirSync(path, { bufferSize: batch }),
    later: (done) => opendir(path, { bufferSize: batch }, done),
    late: (folder) => void (folder as Dir).close(),
  } satisfies Step) as Dir;
}

export function* closeFolder(folder: Dir): Steps<void> {
  yield {
    now: () => folder.closeSync(),
    later: (done) => folder.close((error) => done(error ?? null)),
    closes: true,
  } satisfies Step;
}

/** The next entries of a folder; none at its end. */
export function* entriesOf(folder: Dir): Steps<readonly Dirent[]> {
  return (yield {
    now: () => someEntries(folder),
    later: (done) => moreEntries(folder, [], done),
  } satisfies Step) as Dirent[];
}

function someEntries(folder: Dir): Dirent[] {
  const entries: Dirent[] = [];
  while (entries.length < batch) {
    const entry = folder.readSync();
    if (entry === null) break;
    entries.push(entry);
  }
  return entries;
}

function moreEntries(folder: Dir, entries: Dirent[], done: (error: Error | null, value?: unknown) => void): void {
  folder.read((error, entry) => {
    if (error || entry === null) return done(error, entries);
    entries.push(entry);
    if (entries.length < batch) moreEntries(folder, entries, done);
    else done(null, entries);
  });
}
