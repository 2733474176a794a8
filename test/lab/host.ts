import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Daemon, startProcessView, waitUntilListening } from './daemons.ts';
import type { Network } from './network.ts';
import type { Recorder } from './recorder.ts';
import type { ScenarioNode } from './scenario.ts';
import { controlScripts } from './scripts.ts';

/** One host of a scenario: its files, its keepalived and its HAProxy. */
export class Host {
  readonly name: string;
  readonly folder: string;
  readonly #node: ScenarioNode;
  readonly #program: string;
  readonly #network: Network;
  readonly #recorder: Recorder;
  /** Names of the tracked scripts whose outcome the scenario's events decide. */
  readonly #controlled: readonly string[];
  #enter: readonly string[];
  #hasProcessView = false;
  /** What the lab itself runs on the host. */
  readonly #helpers: Daemon[] = [];
  #keepalived: Daemon | undefined;
  #haproxy: Daemon | undefined;
  #powered = true;

  constructor(options: HostOptions) {
    this.name = options.name;
    this.folder = options.folder;
    this.#node = options.node;
    this.#program = options.node.bin ?? options.keepalived;
    this.#network = options.network;
    this.#recorder = options.recorder;
    this.#controlled = options.controlled;
    this.#enter = ['ip', 'netns', 'exec', options.network.namespaceOf(options.name)];
  }

  /** Writes the files and starts HAProxy, which is up before anything of a scenario happens. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.writeConfiguration(this.#node.conf);
    for (const [name, text] of Object.entries(this.#node.files ?? {})) await this.writeFile(name, text);
    for (const name of this.#controlled) await this.writeFile(checkFile(name), '');
    const namespace = this.#network.namespaceOf(this.name);
    await this.#watchAddresses(namespace);
    if (this.#node.haproxy === undefined) return;
    if (!this.#node.conf.includes('vrrp_track_process')) {
      const view = await startProcessView(namespace);
      this.#helpers.push(view.holder);
      this.#enter = view.enter;
      this.#hasProcessView = true;
    }
    await this.startHaproxy();
  }

  async writeConfiguration(text: string): Promise<void> {
    const controlled = controlScripts(this.#fill(text), this.#controlled, (name) => join(this.folder, checkFile(name)));
    await writeFile(join(this.folder, 'keepalived.conf'), controlled);
  }

  /** Replaces the file in one step, as a careful script does; `inPlace` opens and rewrites it. */
  async writeFile(name: string, text: string, inPlace = false): Promise<void> {
    const path = join(this.folder, name);
    const written = inPlace ? path : `${path}.new`;
    await writeFile(written, text);
    if (text.startsWith('#!')) await chmod(written, 0o755);
    if (!inPlace) await rename(written, path);
  }

  async setCheck(name: string, succeeds: boolean): Promise<void> {
    if (succeeds) await this.writeFile(checkFile(name), '');
    else await rm(join(this.folder, checkFile(name)), { force: true });
  }

  async start(): Promise<void> {
    if (!this.#powered) await this.#boot();
    if (this.#keepalived?.isRunning === true) {
      // A keepalived that is told to stop takes about a second, and two at a time would fight over the VIPs.
      const before = this.#recorder.now();
      await this.#keepalived.waitForEnd(8000);
      const waited = (this.#recorder.now() - before).toFixed(3);
      this.#recorder.logLine(this.name, `lab: start waited ${waited} s for the end of the process before`);
    }
    const file = (name: string): string => join(this.folder, name);
    // After a crash, keepalived would compare the ids in them with whatever processes this machine has now.
    await Promise.all(pidFileNames.map((name) => rm(file(name), { force: true })));
    const flags = ['-n', '-l', '-G', '-f', file('keepalived.conf'), '-p', file('keepalived.pid')];
    const pidFiles = ['-r', file('vrrp.pid'), '-c', file('checkers.pid'), '-b', file('bfd.pid')];
    const more = [
      ...(this.#node.detail === false ? [] : ['-D']),
      ...(this.#node.args ?? []).map((arg) => this.#fill(arg)),
    ];
    this.#keepalived = this.#launch([this.#program, ...flags, ...pidFiles, ...more], (line) =>
      this.#recorder.logLine(this.name, line),
    );
  }

  /** Starts HAProxy and waits until it listens. */
  async startHaproxy(): Promise<void> {
    if (this.#haproxy?.isRunning === true) return;
    const text = this.#node.haproxy;
    if (text === undefined) throw new Error(`node "${this.name}" has no haproxy text`);
    const path = join(this.folder, 'haproxy.cfg');
    await writeFile(path, this.#fill(text));
    const said: string[] = [];
    this.#haproxy = this.#launch(['haproxy', '-db', '-f', path], (line) => said.push(line));
    await waitUntilListening(this.#haproxy).catch((error: Error) => {
      if (this.#node.nonlocalBind === false) return;
      throw new Error(`${error.message} on ${this.name}: ${said.join('\n')}`);
    });
  }

  /** Not its parent: that one collects what is left of it, which a check would take for a HAProxy that runs. */
  async killHaproxy(): Promise<void> {
    this.#haproxy?.signal('SIGKILL');
    await this.#haproxy?.waitForEnd(1000);
  }

  /** keepalived as it was last started; an exception when it never was. */
  get keepalived(): Daemon {
    if (this.#keepalived === undefined) throw new Error(`keepalived on "${this.name}" was never started`);
    return this.#keepalived;
  }

  /** Nothing where keepalived has ended by itself, as it does with a configuration that it refuses. */
  async killVrrpProcess(): Promise<void> {
    if (!this.keepalived.isRunning) return;
    // One that crashes again and again has no such process most of the time.
    const inner = Number(await readFile(join(this.folder, 'vrrp.pid'), 'utf8').catch(() => undefined));
    if (Number.isNaN(inner)) return;
    const pid = this.keepalived.processOf(inner);
    if (pid === undefined) throw new Error(`keepalived on "${this.name}" has no VRRP process`);
    process.kill(pid, 'SIGKILL');
  }

  /** Off the segments first, so that nothing of the dying processes is heard. */
  async powerOff(): Promise<void> {
    await this.#network.detach(this.name, this.#network.interfacesOf(this.name));
    this.#keepalived?.killAll();
    this.#haproxy?.killAll();
    this.#powered = false;
    this.#recorder.power(this.name, false);
  }

  /** Ends everything that runs; for the end of a scenario. */
  kill(): void {
    for (const daemon of [this.#keepalived, this.#haproxy, ...this.#helpers]) daemon?.killAll();
  }

  /** The command with the host's networks, processes and folder. */
  shell(command: string): [string, ...string[]] {
    const [first = 'sh', ...rest] = [...this.#enter, 'sh', '-c', this.#fill(command)];
    return [first, ...rest];
  }

  /** Resolves when no change can be missed any more: only a change that was seen proves that `ip` is listening. */
  async #watchAddresses(namespace: string): Promise<void> {
    const probe = '127.0.0.254/8';
    let seen = false;
    const onLine = (line: string): void => {
      seen ||= line.includes(probe);
      this.#recorder.addressLine(this.name, line);
    };
    const command = ['env', 'TZ=UTC', 'ip', '-n', namespace, '-o', '-ts', 'monitor', 'address'];
    this.#helpers.push(new Daemon(command, false, onLine));
    for (let round = 0; round < 100; round++) {
      await this.#network.ip(this.name, `addr add ${probe} dev lo`);
      await this.#network.ip(this.name, `addr del ${probe} dev lo`);
      await delay(20);
      if (seen) return;
    }
    throw new Error('"ip monitor" shows nothing');
  }

  async #boot(): Promise<void> {
    await this.#network.resetAddresses(this.name);
    await this.#network.attach(this.name, this.#network.interfacesOf(this.name));
    this.#powered = true;
    this.#recorder.power(this.name, true);
    if (this.#node.haproxy !== undefined) await this.startHaproxy();
  }

  #launch(command: readonly string[], onLine: (line: string) => void): Daemon {
    return new Daemon([...this.#enter, ...this.#named(), ...command], this.#hasProcessView, onLine);
  }

  /** What runs a command under the host's own name; all hosts of a scenario without names have that of this machine. */
  #named(): string[] {
    const { hostname } = this.#node;
    if (hostname === undefined) return [];
    return ['unshare', '--uts', 'sh', '-c', 'echo "$0" > /proc/sys/kernel/hostname && exec "$@"', hostname];
  }

  #fill(text: string): string {
    return text.replaceAll('%D%', this.folder).replaceAll('%N%', this.name);
  }
}

export interface HostOptions {
  readonly name: string;
  readonly node: ScenarioNode;
  readonly folder: string;
  /** The keepalived program, unless the node names its own. */
  readonly keepalived: string;
  readonly network: Network;
  readonly recorder: Recorder;
  readonly controlled: readonly string[];
}

const pidFileNames = ['keepalived.pid', 'vrrp.pid', 'checkers.pid', 'bfd.pid'];

function checkFile(name: string): string {
  return `check-${name}`;
}
