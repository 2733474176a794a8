import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** A program that runs on a host of the lab, with all processes that it starts. */
export class Daemon {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #wrapped: boolean;

  /**
   * `command` starts the program on its host. `wrapped` says that the command stays, as the parent of the program,
   * instead of becoming the program: it is then never signalled itself, as it would not pass the signal on.
   */
  constructor(command: readonly string[], wrapped: boolean, onLine: (line: string) => void) {
    this.#wrapped = wrapped;
    this.#child = spawn(command[0] ?? '', command.slice(1), { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('exit', () => resolve());
      this.#child.on('error', reject);
    });
    // Whoever waits for the end gets the error; nobody else may, and it must not end the process.
    this.#ended.catch(() => {});
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', onLine);
    }
  }

  get isRunning(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when the program has ended, or after the given milliseconds. */
  async waitForEnd(atMostMs: number): Promise<void> {
    const limit = new AbortController();
    await Promise.race([this.#ended, delay(atMostMs, undefined, { signal: limit.signal }).catch(() => {})]);
    limit.abort();
  }

  /** Signals the program's first process only. */
  signal(name: NodeJS.Signals): void {
    const [top, first] = this.processes();
    const pid = this.#wrapped ? first : top;
    if (pid !== undefined) send(pid, name);
  }

  /** Signals every process, parents first. */
  signalAll(name: NodeJS.Signals): void {
    for (const pid of this.processes()) send(pid, name);
  }

  /**
   * Kills every process at what is, to the others, the same moment.
   *
   * They are stopped first: keepalived's children are told of the parent's death, and one that still ran would
   * remove its VIPs, which a crash does not.
   */
  killAll(): void {
    this.signalAll('SIGSTOP');
    const pids = this.processes();
    for (const pid of pids.toReversed()) send(pid, 'SIGKILL');
  }

  /** Ids of the processes as this machine numbers them, parents first. */
  processes(): number[] {
    const top = this.#child.pid;
    if (top === undefined || !this.isRunning) return [];
    const found = [top];
    for (const pid of found) found.push(...childrenOf(pid));
    return found;
  }

  /** The process that calls itself `inner` on its host, which may number its processes on its own. */
  processOf(inner: number): number | undefined {
    return this.processes().find((pid) => innermostId(pid) === inner);
  }
}

/**
 * A process view of its own for a host, so that `pidof haproxy` finds that host's HAProxy and no other.
 *
 * `enter` is the command that starts a program in it; the view lasts as long as `holder`. Costs keepalived its `vrrp_track_process`: the kernel tells of
 * processes only outside such a view.
 */
export async function startProcessView(namespace: string): Promise<{ holder: Daemon; enter: string[] }> {
  // The first process has to collect the orphans that end, which a shell does while it waits: keepalived takes the
  // remains of a process for a daemon that runs.
  const first = 'while :; do sleep 60; done';
  const view = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', first];
  const holder = new Daemon(['ip', 'netns', 'exec', namespace, ...view], false, () => {});
  for (let round = 0; round < 200; round++) {
    const pid = holder.processes()[1];
    if (pid !== undefined && commandOf(pid) === 'sh') {
      return { holder, enter: ['nsenter', '--target', String(pid), '--mount', '--net', '--pid', '--'] };
    }
    await delay(10);
  }
  throw new Error('cannot make a process namespace');
}

/** Resolves when the program listens on a TCP port, or rejects when it ends before. */
export async function waitUntilListening(daemon: Daemon): Promise<void> {
  for (let round = 0; round < 200; round++) {
    if (!daemon.isRunning) throw new Error('HAProxy ended at its start');
    // What starts HAProxy is not in the lab host's network yet, and sees what listens outside.
    if (daemon.processes().some((pid) => commandOf(pid) === 'haproxy' && listens(pid))) return;
    await delay(10);
  }
  throw new Error('HAProxy does not listen after two seconds');
}

/** Whether there is a listening TCP socket in the process's network namespace: only HAProxy has them on a lab host. */
function listens(pid: number): boolean {
  const listening = '0A';
  return ['tcp', 'tcp6'].some((table) =>
    readLines(`/proc/${pid}/net/${table}`).some((line) => line.trim().split(/\s+/)[3] === listening),
  );
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Ended in the meantime.
  }
}

/** Asks the process itself: to look through all processes of a machine on which hundreds of daemons run takes too long. */
function childrenOf(pid: number): number[] {
  return listFolder(`/proc/${pid}/task`).flatMap((thread) =>
    readLines(`/proc/${pid}/task/${thread}/children`).flatMap((line) => line.split(' ').filter(Boolean).map(Number)),
  );
}

function commandOf(pid: number): string | undefined {
  return readLines(`/proc/${pid}/comm`)[0];
}

function innermostId(pid: number): number | undefined {
  const line = readLines(`/proc/${pid}/status`).find((each) => each.startsWith('NSpid:'));
  return line === undefined ? undefined : Number(line.split(/\s+/).at(-1));
}

/** No names for a process that has ended. */
function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** No lines for a process that has ended. */
function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
