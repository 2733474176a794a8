import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { table } from '#core/base/table.ts';
import type { ProgramResult } from './host.ts';
import { endMarked, newMark, runVariable } from './marked-processes.node.ts';
import { removePrivateFolder } from './private-folder.node.ts';
import { watchOver } from './watchdog.node.ts';

export interface RunOptions {
  /** Where it runs; where we do when undefined. */
  readonly folder: string | undefined;
  /** What it gets on its standard input. */
  readonly input: string;
  readonly limitMs: number;
  /** A folder that is to be removed should this process end before the program does. */
  readonly temporary?: string | undefined;
}

type Child = ChildProcessWithoutNullStreams;

/** More than any check prints, in characters. */
const mostOutput = 1_000_000;
/** How long a program may take to end when it is asked to, and its last output to arrive, in ms. */
const patienceMs = 300;

/**
 * Runs a program, without a shell, in a process group of its own. All of the group is gone afterwards, whatever the
 * program has started, and where it had to be ended, what has left the group, too, as far as that can be found; should
 * this process end first, all that is done then. Never throws: what goes wrong is an answer.
 */
export function runProcess(command: readonly string[], options: RunOptions): Promise<ProgramResult> {
  const [program = '', ...args] = command;
  if (program.trim() === '') return failed('its first word, the program, is empty');
  if (command.some((word) => word.includes('\0'))) return failed('one of its words holds a NUL character');
  try {
    // Windows has no groups, and gives a detached program a window of its own.
    const detached = process.platform !== 'win32';
    const mark = newMark();
    const env = { ...process.env, [runVariable]: mark };
    const child = spawn(program, args, { cwd: options.folder, stdio: 'pipe', detached, windowsHide: true, env });
    return follow(child, mark, options);
  } catch (error) {
    return failed(inWords(error, options.folder));
  }
}

function failed(reason: string): Promise<ProgramResult> {
  return Promise.resolve({ error: `cannot be started: ${reason}` });
}

/** Takes what the program writes until it ends, writes too much, or the time is over. */
function follow(child: Child, mark: string, { input, limitMs, temporary, folder }: RunOptions): Promise<ProgramResult> {
  const dismissWatchdog = watchOver(child.pid, mark, temporary);
  const run: Run = { child, temporary };
  running.add(run);
  process.off('exit', endAll).on('exit', endAll);
  return new Promise((resolve) => {
    let output = '';
    /** Set when we end it; what it does after that changes nothing. */
    let verdict: ProgramResult | undefined;
    const timers: NodeJS.Timeout[] = [];
    const after = (ms: number, action: () => void): void => void timers.push(setTimeout(action, ms));
    const finish = (result: ProgramResult): void => {
      for (const timer of timers) clearTimeout(timer);
      signal(child, 'SIGKILL');
      // What a program leaves behind that has ended by itself, such as a shared connection of ssh, is meant to stay.
      if (verdict) endMarked({ readdirSync, readFileSync }, runVariable, mark);
      // Whoever has left the group may keep the other ends of the pipes open as long as it likes.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      child.unref();
      running.delete(run);
      dismissWatchdog();
      resolve(verdict ?? result);
    };
    const end = (result: ProgramResult): void => {
      if (verdict) return;
      verdict = result;
      signal(child, 'SIGTERM');
      after(patienceMs, () => finish(result));
    };
    after(limitMs, () => end({ error: `did not end within ${limitMs / 1000} s` }));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        output += part;
        if (output.length > mostOutput) end({ output: output.slice(0, mostOutput) });
      });
      stream.on('error', () => {});
    }
    // A program that does not read its input closes the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', (error) => finish({ error: `cannot be started: ${inWords(error, folder)}` }));
    child.on('close', () => finish({ output }));
    // What it has left behind may keep the pipes open: what is in them by then is all.
    child.on('exit', () => after(patienceMs, () => finish({ output })));
  });
}

interface Run {
  readonly child: Child;
  readonly temporary: string | undefined;
}

const running = new Set<Run>();

/** At a normal end of this process; the watchdogs see to what does not go by itself. */
function endAll(): void {
  for (const { child, temporary } of running) {
    signal(child, 'SIGTERM');
    if (temporary !== undefined) removePrivateFolder(temporary);
  }
}

function signal(child: Child, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // Nobody is left.
  }
}

const reasons = table({
  ENOENT: 'there is no such program',
  ENOTDIR: 'there is no such program',
  EACCES: 'it may not be run: permission denied',
  EPERM: 'it may not be run: permission denied',
  E2BIG: 'it is too long',
  ENAMETOOLONG: 'the name of its program is too long',
  ENOEXEC: 'it is no program that this system can run',
  ELOOP: 'the symbolic link to its program leads back to itself',
  EAGAIN: 'the system has no room for another process',
  ENOMEM: 'the system has no memory left',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
});

/** The system says of a folder that is gone what it says of a program that is missing. */
function inWords(error: unknown, folder: string | undefined): string {
  if (folder !== undefined && !isFolder(folder)) return `it runs in the folder ${folder}, which is not there`;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return reasons.get(code) ?? (error instanceof Error ? error.message : code);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
