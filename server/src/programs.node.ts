import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProgramRequest, ProgramResult } from './host.ts';

/** More than any check prints. */
const mostOutput = 1_000_000;

/** Runs a command on a text: in a file where the command says `{file}`, else on standard input. */
export async function runProgram(request: ProgramRequest): Promise<ProgramResult> {
  const { command, text } = request;
  if (!command.some((word) => word.includes('{file}'))) return run(request, command, text);
  const folder = await mkdtemp(join(tmpdir(), 'haconf-'));
  try {
    const file = join(folder, 'checked.cfg');
    await writeFile(file, text, { mode: 0o600 });
    return await run(
      request,
      command.map((word) => word.replaceAll('{file}', file)),
      '',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run({ beside, limitMs }: ProgramRequest, command: readonly string[], input: string): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const [program = '', ...args] = command;
    // A group of its own: what it starts ends with it.
    const child = spawn(program, args, { cwd: folderOf(beside), stdio: 'pipe', detached: true });
    let output = '';
    let timedOut = false;
    const limit = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        if (output.length < mostOutput) output += part;
      });
    }
    // A program that does not read its input closes the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', (error) => {
      clearTimeout(limit);
      resolve({ error: `cannot be started: ${error.message}` });
    });
    child.on('close', () => {
      clearTimeout(limit);
      resolve(timedOut ? { error: `did not end within ${limitMs / 1000} s` } : { output });
    });
  });
}

/** Relative paths of the configuration start where it is. */
function folderOf(uri: string): string | undefined {
  try {
    return dirname(fileURLToPath(uri));
  } catch {
    return undefined;
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}
