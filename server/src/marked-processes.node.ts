import { randomBytes } from 'node:crypto';

/** The environment variable that a program on save and all that it starts have, with a mark of that run alone. */
export const runVariable = 'HACONF_RUN';

/** A mark that nobody can guess. */
export function newMark(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Ends the processes with a mark in their environment, by force: those that have left the group of their run, as
 * daemons do, are found by nothing else. Only Linux tells; elsewhere nothing happens. Who has cleaned its environment
 * is not found.
 *
 * Also handed to another process as text, so it must not use a name from outside. `fs`: `node:fs`.
 */
export function endMarked(
  { readdirSync, readFileSync }: Pick<typeof import('node:fs'), 'readdirSync' | 'readFileSync'>,
  variable: string,
  mark: string,
): void {
  const wanted = `\0${variable}=${mark}\0`;
  const marked = (): number[] => {
    try {
      return readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .filter((pid) => {
          try {
            return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}\0`.includes(wanted);
          } catch {
            // It is another user's, or has ended.
            return false;
          }
        })
        .map(Number);
    } catch {
      return [];
    }
  };
  // What one of them starts while they are looked for is found the next time. Of one that has ended nothing is to be read.
  for (let time = 0; time < 5; time++) {
    const found = marked().filter((pid) => pid !== process.pid);
    if (found.length === 0) return;
    for (const pid of found) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}
