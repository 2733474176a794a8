import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What the name of everything that the lab leaves outside its process starts with: namespaces and folders. */
const prefix = 'hcf-';

/**
 * A new name that says which process made the thing that bears it.
 *
 * It holds the process's start time beside its id, because ids come round again.
 */
export function newOwnedName(): string {
  return `${prefix}${process.pid}.${startTimeOf(process.pid) ?? ''}-${randomBytes(3).toString('hex')}`;
}

/** Whether the name is one of ours and the process that made it has ended. */
export function isLeftover(name: string): boolean {
  const match = /^hcf-(\d+)\.(\d*)-[0-9a-f]{6}(-|$)/.exec(name);
  return match !== null && startTimeOf(Number(match[1])) !== match[2];
}

/** When the process started, in clock ticks since boot; undefined when none of that id runs. */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name may hold blanks and brackets, so count from the last bracket: field 22 is the 20th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const hasEnded = fields[0] === 'Z' || fields[0] === 'X';
    return hasEnded ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
