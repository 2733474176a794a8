import { closeSync, fsyncSync, lstatSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Hidden, and of no ending that HAProxy, keepalived or we would read. The number is the process that makes it. */
const ours = /^\.haconf-new-(\d+)-[0-9a-z]+$/;
/** No file of ours lives as long when its process does, wherever that process runs. In ms. */
const abandonedAfter = 2000;

/** A name for a new file in a folder, which is to become another file there. */
export function siblingName(folder: string): string {
  return join(folder, `.haconf-new-${process.pid}-${process.hrtime.bigint().toString(36)}`);
}

/** Removes such files that a process left which was killed. */
export function removeAbandonedSiblings(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(ours.exec(name)?.[1]);
    if (!(pid > 0) || isRunning(pid)) continue;
    const path = join(folder, name);
    const facts = lstatSync(path, { throwIfNoEntry: false });
    if (facts?.isFile() && Date.now() - facts.mtimeMs > abandonedAfter) rmSync(path, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Makes a new or changed name last, also when the power goes. Not every system can. */
export function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Windows opens no folders; there the name lasts by itself.
  }
}
