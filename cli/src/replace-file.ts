import {
  accessSync,
  type BigIntStats,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { table } from '#core/base/table.ts';
import { overwrite } from './overwrite.ts';
import { removeAbandonedSiblings, siblingName, syncFolder } from './sibling-file.ts';

/**
 * Gives a file new content, when it has the old one. Owner, group, rights, access lists, extended attributes and hard
 * links stay; whoever reads it, and whatever kills us, meets the old content or the new one. Returns why it is not
 * done; the file is untouched then. A symbolic link is followed to files inside of `folders` (real paths) only.
 */
export function replaceFile(
  path: string,
  folders: readonly string[],
  before: string,
  after: string,
): string | undefined {
  let file: number | undefined;
  try {
    const target = realpathSync(path);
    if (!folders.some((folder) => isInside(folder, target))) {
      return `a symbolic link leads to ${target}, which is outside of what is checked; name that file itself`;
    }
    file = openSync(target, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const facts = fstatSync(file, { bigint: true });
    if (!facts.isFile()) return 'it is no regular file';
    const oldBytes = readFileSync(file);
    const newBytes = Buffer.from(after);
    // Another name of the same file was written before.
    if (oldBytes.equals(newBytes)) return undefined;
    // Bytes that are no UTF-8 would not come back as they were.
    if (!oldBytes.equals(Buffer.from(before))) return 'it is not plain UTF-8, or has changed meanwhile';
    // For the owner. Root may write all the same, but was told not to.
    if ((facts.mode & 0o200n) === 0n) return 'it is read-only';
    accessSync(target, constants.W_OK);
    if (facts.nlink > 1n) return overwrite(target, facts.ino, oldBytes, newBytes);
    const moved = moveInto(target, file, facts, newBytes);
    return moved === 'cannot' ? overwrite(target, facts.ino, oldBytes, newBytes) : moved;
  } catch (error) {
    return reasonOf(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * Writes a file beside it, with all that is not content copied first, and moves it to its place. `cannot` when that
 * would lose something.
 */
function moveInto(target: string, file: number, facts: BigIntStats, content: Buffer): string | undefined | 'cannot' {
  const folder = dirname(target);
  const sibling = siblingName(folder);
  let copy: number | undefined;
  let moved = false;
  try {
    removeAbandonedSiblings(folder);
    // For us alone, until it has the rights of the file.
    copy = openSync(sibling, 'wx', 0o600);
  } catch {
    // We may not make files there.
    return 'cannot';
  }
  try {
    if (!copyAttributes(file, copy)) return 'cannot';
    const got = fstatSync(copy, { bigint: true });
    if (got.mode !== facts.mode || got.uid !== facts.uid || got.gid !== facts.gid) return 'cannot';
    writeFileSync(copy, content);
    fsyncSync(copy);
    if (lstatSync(sibling, { bigint: true }).ino !== got.ino) return 'somebody else writes in its folder';
    if (!isUnchanged(facts, lstatSync(target, { bigint: true }))) return 'it has changed meanwhile';
    try {
      renameSync(sibling, target);
    } catch {
      // A file that is mounted by itself, as containers do it, or that is another user's in a folder like /tmp.
      return 'cannot';
    }
    moved = true;
    syncFolder(folder);
    return undefined;
  } finally {
    closeSync(copy);
    if (!moved) rmSync(sibling, { force: true });
  }
}

function isUnchanged(before: BigIntStats, now: BigIntStats): boolean {
  return before.dev === now.dev && before.ino === now.ino && before.size === now.size && before.ctimeNs === now.ctimeNs;
}

/**
 * Gives an open file the owner, group, rights, access list and extended attributes of another one. Node knows of the
 * first three only, `cp` of GNU and Linux of all; descriptors instead of names, so that nobody can slip in another file.
 */
function copyAttributes(from: number, to: number): boolean {
  const { spawnSync }: typeof import('node:child_process') = createRequire(__filename)('node:child_process');
  // The label of SELinux is another matter, and asking for one where there are none is an error.
  const context = existsSync('/sys/fs/selinux/enforce') ? ',context' : '';
  const args = ['--attributes-only', `--preserve=mode,ownership,xattr${context}`, '--', '/dev/fd/3', '/dev/fd/4'];
  return spawnSync('cp', args, { stdio: ['ignore', 'ignore', 'ignore', from, to] }).status === 0;
}

const reasons = table({
  ENOENT: 'it is gone',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'it has changed meanwhile',
});

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return reasons.get(code) ?? (code || String(error));
}
