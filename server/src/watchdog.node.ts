import { spawn } from 'node:child_process';
import { endMarked, runVariable } from './marked-processes.node.ts';

/**
 * A process that outlives us by a moment: when we end, however that happens, it ends a process group that we started
 * (first politely, after a second by force) with all that has its mark, and removes a folder. Nothing that runs inside of a process can promise
 * that for the case that the process is killed.
 *
 * It waits for the end of its standard input, which the system closes when we are gone. Returns what to call when there
 * is no need for it any more.
 */
export function watchOver(group: number | undefined, mark: string, folder: string | undefined): () => void {
  if (group === undefined && folder === undefined) return () => {};
  const job: Job = {
    variable: runVariable,
    mark,
    ...(group !== undefined && { group }),
    ...(folder !== undefined && { folder }),
  };
  try {
    // Where this is an editor's program that can also be Node, its environment says so, and is handed on.
    const child = spawn(process.execPath, ['-e', `(${watch})(require, ${JSON.stringify(job)}, ${endMarked})`], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, NODE_OPTIONS: '' },
      detached: true,
      windowsHide: true,
    });
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    child.unref();
    return () => void child.kill('SIGKILL');
  } catch {
    // No room for another process: what is done at a normal end has to be enough.
    return () => {};
  }
}

interface Job {
  readonly variable: string;
  readonly mark: string;
  readonly group?: number;
  readonly folder?: string;
}

/** Handed over as text, so it must not use a name from outside. */
function watch(load: NodeJS.Require, { group, folder, variable, mark }: Job, endAllMarked: typeof endMarked): void {
  const fs: typeof import('node:fs') = load('node:fs');
  // Whoever ends us together with the server shall not keep us from cleaning up.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  const signalGroup = (signal: NodeJS.Signals | 0): boolean => {
    try {
      if (group !== undefined) process.kill(process.platform === 'win32' ? group : -group, signal);
      return group !== undefined;
    } catch {
      return false;
    }
  };
  const finish = (): void => {
    endAllMarked(fs, variable, mark);
    if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.stdin.resume().on('close', () => {
    if (!signalGroup('SIGTERM')) return finish();
    let waited = 0;
    const timer = setInterval(() => {
      waited += 20;
      if (waited >= 1000) signalGroup('SIGKILL');
      if (signalGroup(0) && waited < 5000) return;
      clearInterval(timer);
      finish();
    }, 20);
  });
}
