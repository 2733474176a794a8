import type { Stats } from 'node:fs';
import { pathState } from './file-system.ts';
import type { Steps } from './steps.ts';

/** Whether a path leads to a regular file, as far as the disk says so in time. */
export function* isFile(path: string): Steps<boolean> {
  try {
    return ((yield pathState(path)) as Stats).isFile();
  } catch {
    return false;
  }
}
