import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from './area.ts';
import type { Answer, Order, WorkerOptions } from './worker.ts';

/** What a worker may use, in ms of its CPU and of waiting, before it is taken for hanging. */
export interface Patience {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** What became of an order. A worker that died or hung has no answer: `failures` says so, and the next one is new. */
export interface Ended extends Partial<Omit<Answer, 'failures'>> {
  readonly failures: readonly Failure[];
}

/** Runs trials in a process of its own, which may die or hang. */
export class Supervisor {
  readonly #program: string;
  readonly #options: WorkerOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'haconf-fuzz-'));
  #child: ChildProcess | undefined;
  #said = '';

  constructor(program: string, options: Omit<WorkerOptions, 'note'>) {
    this.#program = program;
    this.#options = { ...options, note: join(this.#folder, 'doing') };
  }

  async run(order: Order, patience: Patience): Promise<Ended> {
    const child = this.#started();
    const cpuBefore = cpuOf(child.pid);
    const started = performance.now();
    return new Promise((resolve) => {
      const finish = (ended: Ended): void => {
        clearInterval(timer);
        child.off('message', onMessage);
        child.off('exit', onExit);
        resolve(ended);
      };
      const onMessage = (answer: Answer): void => finish(answer);
      const lost = (oracle: string, why: string): void => {
        child.kill('SIGKILL');
        this.#child = undefined;
        const doing = this.#doing();
        finish({
          failures: [{ oracle, key: doing, detail: `${why} while asked for ${doing}\n${this.#said.slice(-2000)}` }],
        });
      };
      const onExit = (code: number | null, signal: string | null): void =>
        lost('death', `the process ended with ${code ?? signal}`);
      const timer = setInterval(() => {
        const cpu = cpuOf(child.pid) - cpuBefore;
        if (cpu > patience.cpuMs) lost('hang', `no end after ${Math.round(cpu / 1000)} s of CPU`);
        else if (performance.now() - started > patience.wallMs)
          lost('hang', `no end after ${patience.wallMs / 1000} s`);
      }, 250);
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send(order);
    });
  }

  /** Lets a worker that is well end what it started. */
  async end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.connected) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      const limit = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(limit);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #started(): ChildProcess {
    if (this.#child) return this.#child;
    const child = fork(this.#program, ['--worker', JSON.stringify(this.#options)], {
      execArgv: ['--expose-gc', '--max-old-space-size=2048'],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    this.#said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-10_000);
    });
    this.#child = child;
    return child;
  }

  #doing(): string {
    try {
      return readFileSync(this.#options.note, 'utf8').trim() || this.#options.area;
    } catch {
      return this.#options.area;
    }
  }
}

/** CPU that a process has used, in ms; 0 where the system does not tell. */
export function cpuOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/, '').trim().split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
