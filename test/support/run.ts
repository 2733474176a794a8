import { spawn } from 'node:child_process';

/** How a program ended, and what it said. */
export interface RunResult {
  /** Null when a signal ended the program. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface RunOptions {
  /** Given on standard input; without it, standard input is empty. */
  readonly input?: string;
  /** Milliseconds after which the program and all its children are killed; default 30 000. */
  readonly timeoutMs?: number;
  readonly cwd?: string;
}

/**
 * Runs a program to its end. An exit code is a result, not an exception; only a program that cannot be started rejects.
 *
 * It gets a process group of its own, since keepalived signals its group and a time limit has to reach children too.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { detached: true, stdio: 'pipe', cwd: options.cwd });
    const text = { stdout: '', stderr: '' };
    let timedOut = false;
    const limit = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid);
    }, options.timeoutMs ?? 30_000);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text.stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text.stderr += chunk;
    });
    // A program that ends without reading its input closes the pipe; its exit code tells the rest.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.on('close', (exitCode) => {
      clearTimeout(limit);
      resolve({ exitCode, ...text, timedOut });
    });
  });
}

/** Like {@link run}, for a program that must succeed: anything but exit code 0 rejects with what it said. */
export async function runOrThrow(command: string, args: readonly string[], input?: string): Promise<string> {
  const result = await run(command, args, input === undefined ? {} : { input });
  if (result.exitCode !== 0) {
    const said = `${result.stderr.trim()} ${result.stdout.trim()}`.trim();
    throw new Error(`"${[command, ...args].join(' ')}" ended with ${result.exitCode ?? 'a signal'}: ${said}`);
  }
  return result.stdout;
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
