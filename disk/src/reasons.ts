import type { Stats } from 'node:fs';

/** The system's errors in words. Errors that are not in this list are told by their code. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ELOOP', 'its symbolic link leads back to itself'],
  ['EISDIR', 'it is a folder'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EIO', 'the disk reports an error'],
  ['ENXIO', 'nothing is behind it'],
  ['ENODEV', 'nothing is behind it'],
  ['ESTALE', 'the network disk no longer knows it'],
  ['ETIMEDOUT', 'the network disk does not answer'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['EAGAIN', 'another program holds it, or it gives nothing at the moment'],
  ['EINVAL', 'the system gives no text for it'],
  ['EBUSY', 'another program holds it'],
  ['ERR_INVALID_ARG_VALUE', 'no file can have this name'],
]);

/** The code of a system's error, such as `ENOENT`. Anything else is our own mistake and goes on as an exception. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) throw error;
  return code;
}

/** A system's error in words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons.get(code) ?? code;
}

/** What stands in a name where its bytes are no UTF-8. */
const replacement = '\ufffd';

/** The same about something that was found in a folder: it is there, whatever the system says of its name. */
export function reasonOfListed(name: string, error: unknown): string {
  const isOurs = name.includes(replacement) && codeOf(error) === 'ENOENT';
  return isOurs ? notUtf8 : reasonOf(error);
}

export const notUtf8 = 'its name is not UTF-8 text';

/** What a path leads to that is a folder where a file was looked for; a folder itself is not looked for as one. */
export const folder = 'a link to a folder';

/** What something is that has no text; undefined for a regular file. */
export function specialKind(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return folder;
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
