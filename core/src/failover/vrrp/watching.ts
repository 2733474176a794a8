import type { Version } from '../../base/version.ts';
import type { KeepalivedConfig } from '../../languages/keepalived/config.ts';
import { electionSettings } from '../../languages/keepalived/tracking.ts';
import { CheckSchedule } from './check-schedule.ts';
import { type CheckWorld, checksOfConfig } from './checks.ts';
import { mentionsHaproxy } from './haproxy-health.ts';
import type { ClusterEvent, NodeState } from './state.ts';
import { second } from './timers.ts';

/** The cluster in which something is watched, at this moment. */
export interface WatchedCluster {
  readonly now: number;
  nodeState(node: string): NodeState;
  worldOf(node: string): CheckWorld;
  configOf(node: string): KeepalivedConfig;
  versionOf(node: string): Version;
  /** What was noticed. */
  happen(event: ClusterEvent): void;
  /** Does something after a delay, in microseconds. */
  later(delay: number, act: () => void): void;
}

/** What keepalived looks at beside the network: scripts on their schedules, files, HAProxy's process. */
export class Watching {
  /** The longest time between two looks of a check, in seconds. */
  longestInterval = 0;
  readonly #cluster: WatchedCluster;
  readonly #schedules = new Map<string, CheckSchedule>();

  constructor(cluster: WatchedCluster) {
    this.#cluster = cluster;
  }

  /** A daemon has started: the first results of its scripts count at once, as do processes and files. */
  started(node: string): void {
    this.schedule(node);
    const { haproxyUp } = this.#cluster.worldOf(node);
    for (const { name } of this.#processes(node)) this.#result(node, name, haproxyUp);
    this.readFiles(node);
  }

  ended(node: string): void {
    this.#schedules.delete(node);
  }

  /** All scripts of a node's configuration are run now, and from now on at their intervals. */
  schedule(node: string): void {
    const world = this.#cluster.worldOf(node);
    const checks = checksOfConfig(this.#cluster.configOf(node), this.#cluster.versionOf(node), world);
    this.longestInterval = Math.max(this.longestInterval, ...checks.map(({ interval }) => interval / second));
    const schedule = new CheckSchedule(checks, this.#cluster.now, world);
    this.#schedules.set(node, schedule);
    for (const { name, result } of schedule.results) this.#result(node, name, result === 'up');
  }

  /** The check that is run next; those of a daemon that hangs are not. */
  get next(): { readonly node: string; readonly at: number } | undefined {
    let earliest: { node: string; at: number } | undefined;
    for (const [node, { next: at }] of this.#schedules) {
      if (this.#cluster.nodeState(node).frozen) continue;
      if (at < (earliest?.at ?? Number.POSITIVE_INFINITY)) earliest = { node, at };
    }
    return earliest;
  }

  /** Runs the node's next check, `late` microseconds after its time. */
  run(node: string, late: number): void {
    const changed = this.#schedules.get(node)?.run(this.#cluster.now, late, this.#cluster.worldOf(node));
    if (changed) this.#result(node, changed.name, changed.result === 'up');
  }

  readFiles(node: string): void {
    const world = this.#cluster.worldOf(node);
    for (const file of electionSettings(this.#cluster.configOf(node)).files) {
      const name = file.path.startsWith(`${world.folder}/`) ? file.path.slice(world.folder.length + 1) : file.path;
      const number = Number.parseInt(world.files.get(name) ?? '0', 10);
      const value = Number.isFinite(number) ? number : 0;
      if ((this.#cluster.nodeState(node).fileValues.get(file.name) ?? 0) !== value) {
        this.#cluster.happen({ kind: 'file', node, name: file.name, value });
      }
    }
  }

  /** HAProxy came or went: keepalived hears of it after the delays of its `vrrp_track_process`. */
  haproxyChanged(node: string): void {
    const { haproxyUp } = this.#cluster.worldOf(node);
    for (const { name, forkDelay, terminateDelay } of this.#processes(node)) {
      this.#cluster.later((haproxyUp ? forkDelay : terminateDelay) * second, () => {
        if (this.#cluster.worldOf(node).haproxyUp === haproxyUp) this.#result(node, name, haproxyUp);
      });
    }
  }

  #result(node: string, name: string, good: boolean): void {
    this.#cluster.happen({ kind: good ? 'check-up' : 'check-down', node, name });
  }

  /** Processes that keepalived watches and that are HAProxy. */
  #processes(node: string): { readonly name: string; readonly forkDelay: number; readonly terminateDelay: number }[] {
    return electionSettings(this.#cluster.configOf(node)).processes.filter(
      ({ name, command }) => mentionsHaproxy(command) || mentionsHaproxy(name),
    );
  }
}
