import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../support/run.ts';
import { cleanLeftovers } from './clean.ts';
import { Host } from './host.ts';
import { Network } from './network.ts';
import { newOwnedName } from './owner.ts';
import { Recorder } from './recorder.ts';
import type { Observation, Scenario } from './scenario.ts';
import { perform, type Stage } from './verbs.ts';

export interface LabOptions {
  /** The keepalived program of the nodes that name none; default: the one on the PATH. */
  readonly keepalived?: string;
  /** Leaves the namespaces and the folder for a look; the next run of another process removes them. */
  readonly keep?: boolean;
}

/** Runs the scenario with real daemons, in real time. Several may run at once. */
export async function runScenario(scenario: Scenario, options: LabOptions = {}): Promise<Observation> {
  await cleanOnce();
  const keepalived = options.keepalived ?? 'keepalived';
  const version = await versionOf(keepalived);
  const name = newOwnedName();
  const folder = join(tmpdir(), name);
  const network = new Network(name, scenario.nodes);
  const recorder = new Recorder(scenario.vips);
  const nodes = Object.entries(scenario.nodes);
  const hosts = new Map(
    nodes.map(([nodeName, node]) => {
      const place = { name: nodeName, node, folder: join(folder, nodeName), keepalived, network, recorder };
      return [nodeName, new Host({ ...place, controlled: controlledChecks(scenario, nodeName) })];
    }),
  );
  try {
    await oneAtATime(async () => {
      // Scripts may run as any user, so others have to be able to read the folder.
      await mkdir(folder, { mode: 0o755 });
      await network.create();
      await Promise.all([...hosts.values()].map((host) => host.prepare()));
    });
    const lag = await play(scenario, { hosts, network, recorder });
    return {
      id: scenario.id,
      version,
      holders: recorder.holders(scenario.until),
      states: recorder.states,
      log: recorder.log([...hosts.keys()]),
      events: recorder.events,
      outputs: recorder.outputs,
      lag,
      ...(options.keep === true ? { folder } : {}),
    };
  } finally {
    for (const host of hosts.values()) host.kill();
    if (options.keep !== true) {
      await oneAtATime(async () => {
        await network.remove();
        await rm(folder, { recursive: true, force: true });
      });
    }
  }
}

/** Why this machine cannot run the lab; undefined when it can. */
export function labMissing(keepalived = 'keepalived'): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  if (spawnSync('ip', ['-V']).error !== undefined) return 'there is no program "ip" (iproute2)';
  if (spawnSync(keepalived, ['-v']).error !== undefined) return `there is no program "${keepalived}"`;
  if (!existsSync(`/proc/${process.pid}/task/${process.pid}/children`))
    return 'the kernel does not list child processes';
  return whyNoNamespaces();
}

/** Why scenarios with HAProxy cannot be run; undefined when they can. */
export function haproxyMissing(): string | undefined {
  return spawnSync('haproxy', ['-v']).error === undefined ? undefined : 'there is no program "haproxy"';
}

/** In containers, root may still lack the right, and a kernel may lack bridges: only a try tells. */
function whyNoNamespaces(): string | undefined {
  const name = newOwnedName();
  const commands = [`netns add ${name}`, 'link add segment type bridge', 'link add near type veth peer name far'];
  try {
    for (const [index, command] of commands.entries()) {
      const where = index === 0 ? [] : ['-n', name];
      const result = spawnSync('ip', [...where, ...command.split(' ')], { encoding: 'utf8' });
      if (result.status !== 0) return `"ip ${command}" fails: ${result.stderr.trim()}`;
    }
    return undefined;
  } finally {
    spawnSync('ip', ['netns', 'del', name]);
  }
}

/** Does the events at their times and waits for the end. Returns the greatest delay of an event, in seconds. */
async function play(scenario: Scenario, stage: Stage): Promise<number> {
  const { recorder } = stage;
  let lag = 0;
  recorder.begin();
  for (const [name, { ifs }] of Object.entries(scenario.nodes)) {
    for (const [on, addresses] of Object.entries(ifs))
      for (const address of addresses) recorder.configured(name, on, address);
  }
  for (const [planned, verb, ...args] of scenario.events.toSorted((a, b) => a[0] - b[0])) {
    await waitUntil(recorder, planned);
    const t = recorder.now();
    lag = Math.max(lag, t - planned);
    await perform(stage, verb, args).catch((error: Error) => {
      throw new Error(`${scenario.id}, event at ${planned} s: ${error.message}`, { cause: error });
    });
    recorder.event(t, planned, verb, args);
  }
  await waitUntil(recorder, scenario.until);
  return lag;
}

async function waitUntil(recorder: Recorder, t: number): Promise<void> {
  const milliseconds = (t - recorder.now()) * 1000;
  if (milliseconds > 0) await delay(milliseconds);
}

/** Names of the node's tracked scripts that an event makes fail or succeed. */
function controlledChecks(scenario: Scenario, node: string): string[] {
  const names = scenario.events.flatMap(([, verb, of, name]) =>
    verb === 'check' && of === node && name ? [name] : [],
  );
  return [...new Set(names)];
}

/** The version that a keepalived program reports of itself. */
export async function versionOf(keepalived: string): Promise<string> {
  const result = await run(keepalived, ['-v']);
  return /v(\d+(?:\.\d+)+)/.exec(result.stdout + result.stderr)?.[1] ?? 'unknown';
}

let before: Promise<unknown> = Promise.resolve();

/** Making and removing networks keeps the machine busy: scenarios under way must not wait behind a crowd of it. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const own = before.then(work);
  before = own.catch(() => {});
  return own;
}

let cleaned: Promise<unknown> | undefined;

/** Runs of processes that were killed leave daemons behind; the first run of a process ends them. */
function cleanOnce(): Promise<unknown> {
  cleaned ??= cleanLeftovers();
  return cleaned;
}
