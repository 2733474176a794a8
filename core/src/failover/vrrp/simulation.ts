import type { Version } from '../../base/version.ts';
import { filesOf } from '../../cluster/cluster.ts';
import { type KeepalivedConfig, keepalivedFiles } from '../../languages/keepalived/config.ts';
import type { StepLimit } from '../step-limit.ts';
import type { TimelineEntry } from '../timeline-entry.ts';
import { Agenda } from './agenda.ts';
import type { CheckWorld } from './checks.ts';
import type { FailoverModel } from './model.ts';
import { PendingReleases } from './pending-releases.ts';
import { reloadDoubt, reloadOf } from './reload.ts';
import type { RouterModel } from './router.ts';
import type { Scenario, ScenarioEvent } from './scenario.ts';
import { type ReadConf, scenarioModel, versionOf } from './scenario-cluster.ts';
import { ScenarioMachines, withoutLength } from './scenario-machines.ts';
import { performEvent, type Stage } from './scenario-verbs.ts';
import { type ClusterEvent, type ClusterState, initialState, type NodeState, nodeState } from './state.ts';
import { TimelineRecorder } from './timeline-recorder.ts';
import { second } from './timers.ts';
import { next } from './transition.ts';
import { usualStart, type Variation } from './variation.ts';
import { type WatchedCluster, Watching } from './watching.ts';

const never = Number.POSITIVE_INFINITY;

/** One command starts its daemons in turn: microseconds from one to the next. */
const inTurn = 1000;

/** From the signal to the end of a daemon that is told to stop, in microseconds; it is not started again before. */
const shutDown = 1_000_000;

/** What one run of a scenario shows, and the longest time between two looks of a check, in seconds. */
export interface Run {
  readonly timeline: readonly TimelineEntry[];
  readonly longestInterval: number;
  /** What makes every answer about an address uncertain, in words. */
  readonly doubts: ReadonlyMap<string, string>;
  /** What was assumed of addresses that nobody knows, in words. */
  readonly assumed: readonly string[];
}

/** Runs a scenario through the model once. */
export function runOnce(scenario: Scenario, readConf: ReadConf, variation: Variation, limit: StepLimit): Run {
  const run = new Simulation(scenario, readConf, variation, limit);
  const events = scenario.events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event[0] - b.event[0] || a.index - b.index);
  let last = 0;
  for (const { event } of events) {
    // Commands are late, but not in another order; how long a daemon takes to start is a question of its own.
    const late = event[1] === 'start' ? 0 : variation.event();
    last = Math.max(last, Math.round(event[0] * second) + late);
    run.advanceTo(last);
    if (!run.mayStep()) break;
    run.perform(event);
  }
  run.advanceTo(scenario.until * second);
  const { timeline, longestInterval, doubts, assumed } = run;
  return { timeline, longestInterval, doubts, assumed };
}

class Simulation implements Stage, WatchedCluster {
  readonly machines: ScenarioMachines;
  readonly #scenario: Scenario;
  readonly #readConf: ReadConf;
  readonly #variation: Variation;
  readonly #limit: StepLimit;
  readonly #watching = new Watching(this);
  readonly #recorder: TimelineRecorder;
  readonly #vips: readonly string[];
  readonly #agenda = new Agenda();
  readonly #farewells = new PendingReleases();
  readonly #doubts = new Map<string, string>();
  /** How late each router's timer is, as long as it stays the same timer. */
  readonly #lateness: { timer: number; late: number }[] = [];
  #model: FailoverModel;
  #state: ClusterState;

  get timeline(): readonly TimelineEntry[] {
    return this.#recorder.entries;
  }

  get longestInterval(): number {
    return this.#watching.longestInterval;
  }

  get assumed(): readonly string[] {
    return this.#state.assumed;
  }

  get doubts(): ReadonlyMap<string, string> {
    const doubts = new Map(this.#doubts);
    for (const { group, vips } of this.#model.routers) {
      const said = this.#model.doubts.get(group) ?? [];
      for (const vip of vips) {
        const all = [...(doubts.has(vip) ? [doubts.get(vip)] : []), ...said];
        if (all.length > 0) doubts.set(vip, all.join('; '));
      }
    }
    return doubts;
  }

  get nodes(): readonly string[] {
    return this.#model.nodes;
  }

  get now(): number {
    return this.#state.now;
  }

  constructor(scenario: Scenario, readConf: ReadConf, variation: Variation, limit: StepLimit) {
    this.#scenario = scenario;
    this.#readConf = readConf;
    this.#variation = variation;
    this.#limit = limit;
    this.machines = new ScenarioMachines(scenario);
    this.#model = this.#build();
    this.#state = initialState(this.#model);
    this.#vips = scenario.vips ?? [...new Set(this.#model.routers.flatMap((router) => router.vips))];
    this.#recorder = new TimelineRecorder(this.#vips);
  }

  /** Lets routers and checks act up to a time, in microseconds. */
  advanceTo(until: number): void {
    for (;;) {
      const timer = this.#nextTimer();
      const check = this.#watching.next;
      const at = Math.min(timer?.at ?? never, check?.at ?? never, this.#agenda.next);
      if (at > until || at === never || !this.mayStep()) break;
      this.#state = { ...this.#state, now: Math.max(this.#state.now, at) };
      if (this.#agenda.next <= at) this.#agenda.act();
      else if (check && check.at <= at) this.#watching.run(check.node, this.#variation.timer());
      else if (timer) this.happen({ kind: 'timer', router: timer.router });
    }
    this.#state = { ...this.#state, now: Math.max(this.#state.now, until) };
  }

  mayStep(): boolean {
    return this.#limit.step(this.#model.routers.length, this.now / second);
  }

  perform(event: ScenarioEvent): void {
    performEvent(this, event, (node) => this.#model.nodes.includes(node) && this.nodeState(node).frozen);
  }

  happen(event: ClusterEvent): void {
    this.#state = next(this.#model, this.#state, event);
    this.#recorder.record(this.#model, this.#state);
  }

  later(delay: number, act: () => void): void {
    this.#agenda.enter(this.#state.now + delay, act);
  }

  /** A daemon needs a moment to start, more on a busy machine. */
  start(node: string, turn = 0): void {
    const ended = Math.max(0, (this.machines.get(node)?.endsAt ?? 0) - this.#state.now);
    this.later(turn * inTurn + ended + usualStart + this.#variation.start(node), () => {
      this.#readAtStart(node);
      this.happen({ kind: 'start', node });
      this.#watching.started(node);
      // The first results come within milliseconds of the start; a script with weight 0 is waited for.
      this.happen({ kind: 'restart-vrrp', node });
      if (this.#model.exits.get(node)?.crashes === false) this.end(node, 'kill');
    });
  }

  end(node: string, kind: 'stop' | 'kill' | 'crash', atOnce = false): void {
    // Who has ended already takes no addresses away.
    if (kind === 'stop' && !this.nodeState(node).keepalived) return;
    this.happen({ kind, node });
    this.#watching.ended(node);
    const machine = this.machines.get(node);
    if (machine) machine.endsAt = this.#state.now + (kind === 'stop' && !atOnce ? shutDown : 0);
  }

  respawn(node: string): void {
    if (!this.nodeState(node).keepalived) return;
    this.happen({ kind: 'kill', node });
    this.start(node);
  }

  setHaproxy(node: string, up: boolean): void {
    this.happen({ kind: up ? 'haproxy-up' : 'haproxy-down', node });
    this.#watching.haproxyChanged(node);
  }

  readFiles(node: string): void {
    this.#watching.readFiles(node);
  }

  unplug(node: string, name: string): void {
    const isMaster = ({ index }: RouterModel): boolean => this.#state.routers[index]?.status === 'MASTER';
    const leaving = this.#model.routers.filter(
      (router) =>
        router.node === node &&
        router.interface === name &&
        router.member.instance.unicastPeers.length > 0 &&
        isMaster(router),
    );
    this.happen({ kind: 'interface-down', node, name });
    const left = leaving.filter((router) => !isMaster(router)).map(({ index }) => index);
    this.#farewells.keep(node, name, left, this.#state.now);
  }

  plug(node: string, name: string): void {
    this.happen({ kind: 'interface-up', node, name });
    for (const { router, at } of this.#farewells.release(node, name, this.#state.now)) {
      this.#agenda.enter(at, () => this.happen({ kind: 'farewell', node, router }));
    }
  }

  /** The kernel takes the IPv6 addresses off an interface that is set down, and gives the link-local one back later. */
  setDown(node: string, name: string): void {
    for (const router of this.#model.routers) {
      if (router.node !== node || router.interface !== name || router.member.instance.vips[0]?.address?.family !== 6)
        continue;
      const why = `when ${name} of ${node} has its IPv6 addresses again after it was set down is the kernel's business`;
      for (const vip of router.vips) this.#doubts.set(vip, why);
    }
    this.happen({ kind: 'interface-down', node, name });
  }

  changeAddress(verb: 'deladdr' | 'addaddr', node: string, name: string, address: string): void {
    const isAdded = verb === 'addaddr';
    const plain = withoutLength(address);
    if (this.#vips.includes(plain)) this.happen({ kind: isAdded ? 'vip-added' : 'vip-removed', node, name: plain });
    if (this.machines.hasAddress(node, name, plain)) {
      this.happen({ kind: isAdded ? 'address-back' : 'address-lost', node, name });
    }
  }

  /** A running keepalived takes up its changed configuration; routers that stay keep their state. */
  reload(node: string): void {
    // Who has ended hears no signal.
    if (!this.nodeState(node).keepalived) return;
    const crash = this.#model.exits.get(node);
    if (crash) {
      // It reads the file when it is started next.
      this.#doubt(node, `keepalived on ${node} crashes again and again: ${crash.why}`);
      return;
    }
    const loaded = this.machines.read(node);
    const model = this.#build();
    const exit = model.exits.get(node);
    if (exit) {
      const machine = this.machines.get(node);
      if (machine) machine.loaded = loaded;
      // Its masters advertise once more, then it ends, and its addresses stay (lab, 2.1.5 to 2.3.4). One that crashes is
      // started again, which takes them away.
      for (const { index, node: own } of this.#model.routers) {
        const isMaster = own === node && this.#state.routers[index]?.status === 'MASTER';
        if (isMaster) this.happen({ kind: 'advertise', node, router: index });
      }
      this.happen({ kind: 'kill', node });
      this.#watching.ended(node);
      if (exit.crashes) this.start(node);
      return;
    }
    const { before, taken, after } = reloadOf(this.#model, model, node);
    for (const event of before) {
      if (this.#state.routers[event.router]?.status === 'MASTER') this.happen(event);
    }
    this.#state = taken(this.#state);
    this.#model = model;
    for (const router of model.routers) {
      const doubt = router.node === node ? reloadDoubt(router) : undefined;
      if (doubt !== undefined) this.#doubt(node, doubt);
    }
    for (const event of after) this.happen(event);
    this.#watching.schedule(node);
  }

  /** Nothing is certain any more about the addresses of a node. */
  #doubt(node: string, why: string): void {
    for (const router of this.#model.routers) {
      if (router.node === node) for (const vip of router.vips) this.#doubts.set(vip, why);
    }
  }

  /** A keepalived that starts reads what was changed meanwhile. */
  #readAtStart(node: string): void {
    if (!this.machines.hasChanged(node)) return;
    this.machines.read(node);
    const model = this.#build();
    this.#state = reloadOf(this.#model, model, node).taken(this.#state);
    this.#model = model;
  }

  nodeState(node: string): NodeState {
    return nodeState(this.#model, this.#state, node);
  }

  worldOf(node: string): CheckWorld {
    return this.machines.worldOf(node, this.nodeState(node).haproxy);
  }

  configOf(node: string): KeepalivedConfig {
    const owner = this.#model.cluster.nodes.find((candidate) => candidate.name === node);
    const [found] = owner ? filesOf(owner, keepalivedFiles) : [];
    return found?.config ?? this.#readConf('', undefined);
  }

  versionOf(node: string): Version {
    return versionOf(this.machines.get(node)?.given);
  }

  /** The router that acts next by itself: its timer is a little late. */
  #nextTimer(): { readonly at: number; readonly router: number } | undefined {
    let earliest: { at: number; router: number } | undefined;
    for (const router of this.#model.routers) {
      const timer = this.#state.routers[router.index]?.timer ?? never;
      if (timer === never || this.#state.nodes[router.nodeIndex]?.frozen) continue;
      let lateness = this.#lateness[router.index];
      if (lateness?.timer !== timer) {
        lateness = { timer, late: this.#variation.timer(router.index) };
        this.#lateness[router.index] = lateness;
      }
      const at = timer + lateness.late;
      if (at < (earliest?.at ?? never)) earliest = { at, router: router.index };
    }
    return earliest;
  }

  #build(): FailoverModel {
    const { configId, reversesTies = false, preemptReadLate = 0, crossing } = this.#variation;
    const confOf = (node: string): KeepalivedConfig => this.machines.configOf(node, this.#readConf, configId);
    return {
      ...scenarioModel(this.#scenario, confOf),
      reversesTies,
      preemptReadLate,
      ...(crossing !== undefined && { crossing }),
    };
  }
}
