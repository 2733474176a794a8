import { type Stats, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Language } from '#core/languages/language.ts';
import { recognise } from '#core/languages/languages.ts';
import { manifest } from '#core/languages/manifest/language.ts';
import { binary, type FileProblem, tooLarge, tooMany, unreadable, withCommas } from '#core/workspace/file-problem.ts';
import type { FileText } from '#core/workspace/workspace.ts';
import { type Input, readInherited, readPipe } from '#disk/read-input.ts';
import { headBytes, type ReadProblem, readText } from '#disk/read-text.ts';
import { reasonOf } from '#disk/reasons.ts';
import { runNow } from '#disk/steps.ts';
import { walk } from '#disk/walk.ts';
import { limits, maxBytes, maxFileBytes, maxFiles } from './file-problems.ts';

/** The configurations below some paths, sorted by path, and what looked like one but could not be read. */
export interface LoadedFiles {
  readonly files: readonly FileText[];
  readonly problems: readonly FileProblem[];
}

/** Folders that hold copies or build products. Hidden folders are skipped as well. */
const skippedFolders = new Set(['node_modules', 'dist']);

/** Who names a pipe of the disk starts the other end, too. Milliseconds. */
const pipePatience = 10_000;

/**
 * Reads files and folders given by name, relative to `cwd`. `language` is that of a single file when the user says it.
 *
 * A path given by name that is missing, unreadable or of no known language is an error; below a folder, unknown files
 * are passed over and unreadable ones become problems.
 */
export function loadFiles(
  cwd: string,
  paths: readonly string[],
  language?: Language,
): LoadedFiles | { readonly error: string } {
  const found = new Found();
  for (const given of paths) {
    const absolute = resolve(cwd, given);
    const stats = statsOf(absolute);
    if ('error' in stats) return { error: `cannot read "${given}": ${stats.error}` };
    if (stats.isDirectory()) {
      if (language) return { error: `--language is for one file, and "${given}" is a folder` };
      loadFolder(cwd, absolute, found);
    } else {
      const path = shownPath(cwd, absolute);
      const entry = readNamed(
        path,
        absolute,
        stats,
        (head) => language ?? recognise(path, head) ?? recogniseByText(head),
      );
      if (entry === undefined) return { error: `cannot tell the language of "${given}": ${sayLanguage}` };
      const isFinding = 'text' in entry || entry.kind === 'binary-file' || entry.kind === 'too-large-file';
      if (!isFinding) return { error: `cannot read "${given}": ${entry.reason}` };
      if (!('text' in entry)) found.leaveOut(entry);
      else if (!found.add(entry)) found.leaveOut(beyondLimits(path, path));
    }
  }
  return found.sorted();
}

/** Standard input as a file called `-`. */
export function fileFromInput(input: Input, language?: Language): LoadedFiles | { readonly error: string } {
  if (input === 'too-large') return { files: [], problems: [tooLarge('-', undefined, maxFileBytes)] };
  if ('reason' in input) return { error: `cannot read standard input: ${input.reason}` };
  const read = textOf('-', input.bytes, (head) => language ?? recogniseByText(head));
  if (!read) return { error: `cannot tell the language of standard input: ${sayLanguage}` };
  return 'text' in read ? { files: [read], problems: [] } : { files: [], problems: [read] };
}

/** The text of a file that is given by name, whatever is in it. */
export function readAny(cwd: string, given: string): { readonly text: string } | { readonly error: string } {
  const absolute = resolve(cwd, given);
  const stats = statsOf(absolute);
  if ('error' in stats) return stats;
  const read = readNamed(given, absolute, stats, () => manifest);
  if (read && 'text' in read) return read;
  return { error: read?.reason ?? 'it is no text' };
}

const sayLanguage = 'say it with --language haproxy or --language keepalived';

/** What was read so far, by path. */
class Found {
  readonly #files = new Map<string, FileText>();
  readonly #problems = new Map<string, FileProblem>();
  /** In UTF-16 units, of which no text has more than bytes. */
  #length = 0;

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** False when there would be too many or too much text: then it is not kept. */
  add(file: FileText): boolean {
    if (this.#files.size >= maxFiles || this.#length + file.text.length > maxBytes) return false;
    this.#length += file.text.length;
    this.#files.set(file.path, file);
    return true;
  }

  leaveOut(problem: FileProblem): void {
    this.#problems.set(`${problem.path}\n${problem.message}`, problem);
  }

  sorted(): LoadedFiles {
    return { files: byPath(this.#files.values()), problems: byPath(this.#problems.values()) };
  }
}

function byPath<T extends { readonly path: string }>(entries: Iterable<T>): T[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function loadFolder(cwd: string, folder: string, found: Found): void {
  const shown = (path: string): string => shownPath(cwd, path);
  const { files, problems } = runNow(
    walk({
      folder,
      limits,
      shown,
      named: shown,
      skips: (name, isFolder) => name.startsWith('.') || (isFolder && skippedFolders.has(name)),
    }),
  );
  for (const problem of problems) found.leaveOut(problem);
  for (const { file, path, certain, isFile } of files) {
    if (found.has(path)) continue;
    const read = readFile(path, file, (head) => recognise(path, head), isFile);
    if (read === undefined) continue;
    if (!('text' in read)) {
      // A file that only might be one of ours says nothing when it cannot be read, one that was known by its text does.
      const isOurs = certain || read.kind === 'too-large-file' || read.kind === 'changing-file';
      if (isOurs && !read.gone) found.leaveOut(read);
    } else if (!found.add(read)) {
      found.leaveOut(beyondLimits(shown(folder), path));
      return;
    }
  }
}

/** What to say where there is too much of all. `first` is the first file that is left out. */
function beyondLimits(path: string, first: string): FileProblem {
  const full = `${withCommas(maxFiles)} configurations or ${maxBytes / 1024 / 1024} MB of text`;
  return tooMany(path, `the files from "${first}" on, before which there are ${full},`);
}

type Read = FileText | ReadProblem | undefined;
type LanguageOf = (head: string) => Language | undefined;

/** A pipe that is given by name is meant: `<(ssh lb1 cat haproxy.cfg)` is one. */
function readNamed(path: string, absolute: string, stats: Stats, languageOf: LanguageOf): Read {
  const inherited = stats.isFIFO() || stats.isSocket() ? inheritedDescriptor(absolute) : undefined;
  if (inherited === undefined && !stats.isFIFO()) return readFile(path, absolute, languageOf);
  const input =
    inherited === undefined ? readPipe(absolute, maxFileBytes, pipePatience) : readInherited(inherited, maxFileBytes);
  if (input === 'too-large') return { ...tooLarge(path, undefined, maxFileBytes), reason: 'it is too large' };
  if ('reason' in input) return { ...unreadable(path, input.reason), reason: input.reason };
  return textOf(path, input.bytes, languageOf);
}

/** A path that means a descriptor of this process: what started us has opened it and does as it likes with it. */
function inheritedDescriptor(absolute: string): number | undefined {
  if (absolute === '/dev/stdin') return 0;
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(absolute) ?? [];
  return number === undefined ? undefined : Number(number);
}

function readFile(path: string, file: string, languageOf: LanguageOf, isFile = false): Read {
  let language: Language | undefined;
  const wanted = (head: string): boolean => {
    language = languageOf(head);
    return language !== undefined;
  };
  const read = runNow(readText({ file, path, limit: maxFileBytes, isFile, refuseNul: true, wanted }));
  return read && 'text' in read ? language && { path, language, text: read.text } : read;
}

function textOf(path: string, bytes: Buffer, languageOf: LanguageOf): Read {
  const head = bytes.subarray(0, headBytes);
  if (head.includes(0)) return { ...binary(path, head), reason: 'it is not a text' };
  const language = languageOf(head.toString('utf8'));
  return language && { path, language, text: bytes.toString('utf8') };
}

/** What a name does not say, the text may. */
function recogniseByText(head: string): Language | undefined {
  return recognise('unnamed.conf', head);
}

function shownPath(cwd: string, absolute: string): string {
  const path = relative(cwd, absolute) || '.';
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function statsOf(absolute: string): Stats | { readonly error: string } {
  try {
    return statSync(absolute);
  } catch (error) {
    return { error: reasonOf(error) };
  }
}
