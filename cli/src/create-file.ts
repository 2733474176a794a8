import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { siblingName, syncFolder } from './sibling-file.ts';

/** Systems that know no second name for a file. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES']);

/**
 * Writes a file that does not exist yet; it is there as a whole or not at all. Throws the system's error, `EEXIST` when
 * there is something of that name.
 */
export function createFile(path: string, text: string): void {
  const folder = dirname(path);
  const sibling = siblingName(folder);
  try {
    const descriptor = openSync(sibling, 'wx');
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // Unlike a move, it replaces nothing.
    linkSync(sibling, path);
  } catch (error) {
    if (!withoutLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeFileSync(path, text, { flag: 'wx' });
  } finally {
    rmSync(sibling, { force: true });
  }
  syncFolder(folder);
}
