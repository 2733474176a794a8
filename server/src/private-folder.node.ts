import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'haconf-checked-';
/** What `mkdtemp` makes of the prefix. Nothing with another name is ever removed. */
const ours = /^haconf-checked-[A-Za-z0-9]{6}$/;
/** No run lasts as long, so that what is older was left by a server that was killed. In ms. */
const abandonedAfter = 60 * 60 * 1000;

/** A new folder for temporary files that only this user can look into. Throws when there can be none. */
export function makePrivateFolder(): string {
  return mkdtempSync(join(tmpdir(), prefix));
}

/** Removes it with what is in it; links in it are removed and not followed. */
export function removePrivateFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A later start removes what could not be removed now.
  }
}

/**
 * Removes what servers left that had no time to clean up: folders of our name only, of this user only, and only when
 * they are so old that nobody can be using them. `now` in ms since 1970.
 */
export function removeAbandonedFolders(now: number, parent: string = tmpdir()): void {
  const user = process.getuid?.();
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    if (!ours.test(name)) continue;
    const path = join(parent, name);
    // Not `stat`: a link of our name may lead anywhere.
    const facts = lstatSync(path, { throwIfNoEntry: false });
    if (!facts?.isDirectory() || (user !== undefined && facts.uid !== user)) continue;
    if (now - facts.mtimeMs > abandonedAfter) removePrivateFolder(path);
  }
}
