import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/run.ts';
import { isLeftover } from './owner.ts';

/**
 * Ends and removes what killed runs left behind: their daemons, namespaces and folders. Returns the names.
 *
 * Runs that are still under way, of this or of another process, are left alone.
 */
export async function cleanLeftovers(): Promise<string[]> {
  const listed = await run('ip', ['netns', 'list']);
  const namespaces = listed.stdout
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter(isLeftover);
  await removeNamespaces(namespaces);
  const folders = (await readdir(tmpdir())).filter(isLeftover);
  await Promise.all(folders.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
  return [...namespaces, ...folders];
}

/** Kills every process in the namespaces, then removes them; their links go with them. */
export async function removeNamespaces(namespaces: readonly string[]): Promise<void> {
  await Promise.all(
    namespaces.map(async (namespace) => {
      await killProcesses(namespace);
      await run('ip', ['netns', 'del', namespace]);
    }),
  );
}

async function killProcesses(namespace: string): Promise<void> {
  // keepalived's parent process restarts a child that dies, so one round may not be enough.
  for (let round = 0; round < 20; round++) {
    const pids = (await run('ip', ['netns', 'pids', namespace])).stdout.split('\n').filter(Boolean).map(Number);
    if (pids.length === 0) return;
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Ended in the meantime.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
