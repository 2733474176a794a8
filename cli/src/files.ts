import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type Table, table } from '#core/base/table.ts';
import { guessByPath, type LanguageId, recognise } from '#core/languages/languages.ts';
import type { FileText } from '#core/workspace/workspace.ts';
import { binary, type FileProblem, maxFileBytes, tooLarge, unreadable } from './file-problems.ts';

/** The configurations below some paths, sorted by path, and what looked like one but could not be read. */
export interface LoadedFiles {
  readonly files: readonly FileText[];
  readonly problems: readonly FileProblem[];
}

/** As much of a file as its language is recognised from. */
const headBytes = 8 * 1024;

/** Folders that hold copies or build products. Hidden folders are skipped as well. */
const skippedFolders = new Set(['node_modules', 'dist']);

/**
 * Reads files and folders given by name, relative to `cwd`. `language` is that of a single file when the user says it.
 *
 * A path given by name that is missing, unreadable or of no known language is an error; below a folder, unknown files
 * are passed over and unreadable ones become problems.
 */
export function loadFiles(
  cwd: string,
  paths: readonly string[],
  language?: LanguageId,
): LoadedFiles | { readonly error: string } {
  const found = new Map<string, FileText | FileProblem>();
  for (const given of paths) {
    const absolute = resolve(cwd, given);
    const stat = attempt(() => statSync(absolute));
    if ('error' in stat) return { error: `cannot read "${given}": ${stat.error}` };
    if (stat.value.isDirectory()) {
      if (language) return { error: `--language is for one file, and "${given}" is a folder` };
      for (const entry of walk(cwd, absolute)) found.set(entry.path, entry);
    } else {
      const entry = readNamed(given, shownPath(cwd, absolute), absolute, language);
      if ('error' in entry) return entry;
      found.set(entry.path, entry);
    }
  }
  const sorted = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return {
    files: sorted.filter((entry): entry is FileText => 'text' in entry),
    problems: sorted.filter((entry): entry is FileProblem => 'kind' in entry),
  };
}

/** Standard input as a file called `-`. */
export function fileFromInput(input: Buffer, language?: LanguageId): LoadedFiles | { readonly error: string } {
  const head = input.subarray(0, headBytes);
  if (head.includes(0)) return { files: [], problems: [binary('-', head)] };
  const text = input.toString('utf8');
  const recognised = language ?? recogniseByText(text.slice(0, headBytes));
  if (!recognised) return { error: `cannot tell the language of standard input: ${sayLanguage}` };
  return { files: [{ path: '-', language: recognised, text }], problems: [] };
}

const sayLanguage = 'say it with --language haproxy or --language keepalived';

function readNamed(
  given: string,
  path: string,
  absolute: string,
  language: LanguageId | undefined,
): FileText | FileProblem | { readonly error: string } {
  const read = readText(path, absolute, (head) => language ?? recognise(path, head) ?? recogniseByText(head));
  if (read === undefined) return { error: `cannot tell the language of "${given}": ${sayLanguage}` };
  if ('kind' in read && read.kind === 'unreadable-file') return { error: `cannot read "${given}": ${read.reason}` };
  return read;
}

/** What a name does not say, the text may. */
function recogniseByText(head: string): LanguageId | undefined {
  return recognise('unnamed.conf', head);
}

function walk(cwd: string, folder: string): (FileText | FileProblem)[] {
  const listed = attempt(() => readdirSync(folder, { withFileTypes: true }));
  if ('error' in listed) return [unreadable(shownPath(cwd, folder), listed.error)];
  return listed.value.flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const absolute = join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : walk(cwd, absolute);
    const path = shownPath(cwd, absolute);
    // Symbolic links to folders are not followed: they may lead round in circles or show a folder twice.
    const guess = guessByPath(path);
    if (!guess || !(entry.isFile() || (entry.isSymbolicLink() && !isOther(absolute)))) return [];
    const read = readText(path, absolute, (head) => recognise(path, head));
    // A file that only might be one of ours says nothing when it cannot be read.
    return read === undefined || ('kind' in read && !guess.certain) ? [] : [read];
  });
}

/** Whether a symbolic link leads to something that is no file. One that leads nowhere is an unreadable file. */
function isOther(absolute: string): boolean {
  const stat = attempt(() => statSync(absolute));
  return 'value' in stat && !stat.value.isFile();
}

type Read = FileText | (FileProblem & { readonly reason: string });

/** Reads a file whose language `languageOf` knows by its head; undefined when it does not. */
function readText(
  path: string,
  absolute: string,
  languageOf: (head: string) => LanguageId | undefined,
): Read | undefined {
  const opened = attempt(() => openSync(absolute, 'r'));
  if ('error' in opened) return { ...unreadable(path, opened.error), reason: opened.error };
  try {
    const stat = fstatSync(opened.value);
    if (stat.isCharacterDevice() || stat.isBlockDevice()) {
      return { ...unreadable(path, 'it is a device'), reason: 'it is a device' };
    }
    const head = readHead(opened.value);
    const language = languageOf(head.toString('utf8'));
    if (head.includes(0)) return { ...binary(path, head), reason: 'it is not a text' };
    if (!language) return undefined;
    if (stat.size > maxFileBytes) return { ...tooLarge(path, stat.size), reason: 'it is too large' };
    return { path, language, text: readRest(opened.value, head, stat).toString('utf8') };
  } catch (error) {
    const reason = reasonOf(error);
    return { ...unreadable(path, reason), reason };
  } finally {
    closeSync(opened.value);
  }
}

/** The whole of a file whose head has been read. */
function readRest(file: number, head: Buffer, { size }: Stats): Buffer {
  if (head.length < headBytes) return head;
  // One byte more than there should be: then it is known that there is no more.
  const whole = Buffer.allocUnsafeSlow(Math.max(size, headBytes) + 1);
  head.copy(whole);
  const read = fill(file, whole, head.length);
  // Full: a pipe, whose size nobody knows, or a file that grows.
  return read.length < whole.length ? read : Buffer.concat([whole, readFileSync(file)]);
}

/** The first bytes of a file; a pipe may give them in pieces. What follows is still to be read. */
function readHead(file: number): Buffer {
  return fill(file, Buffer.alloc(headBytes), 0);
}

/** Reads into a buffer from an offset on until it is full or nothing comes any more. Returns what it holds then. */
function fill(file: number, buffer: Buffer, from: number): Buffer {
  let length = from;
  while (length < buffer.length) {
    const count = readSync(file, buffer, length, buffer.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

function shownPath(cwd: string, absolute: string): string {
  const path = relative(cwd, absolute) || '.';
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function attempt<T>(action: () => T): { readonly value: T } | { readonly error: string } {
  try {
    return { value: action() };
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

const reasons: Table<string> = table({
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its symbolic link leads back to itself',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
});

/** The system's error in words; anything else is our own mistake and goes on. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) throw error;
  return reasons.get(code) ?? code;
}
