import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import { electionSettings } from '../languages/keepalived/election.ts';
import { CheckSchedule } from './check-schedule.ts';
import { type CheckWorld, checksOfConfig } from './checks.ts';
import { mentionsHaproxy } from './haproxy-health.ts';
import type { FailoverModel } from './model.ts';
import type { RouterModel } from './router.ts';
import type { Scenario, ScenarioEvent, TimelineEntry } from './scenario.ts';
import { folderOf, type ReadConf, scenarioModel, versionOf } from './scenario-cluster.ts';
import { type ClusterEvent, type ClusterState, freshRouter, holdersOf, initialState, nodeState } from './state.ts';
import { second } from './timers.ts';
import { next } from './transition.ts';
import { configIdOf, type Variation } from './variation.ts';

const never = Number.POSITIVE_INFINITY;

/** From the command to the first look at the network, in microseconds. */
const startUp = 40_000;

/** One command starts its daemons in turn: microseconds from one to the next. */
const inTurn = 1000;

/** From the signal to the end of a daemon that is told to stop, in microseconds; it is not started again before. */
const shutDown = 1_000_000;

/** Linux asks for a neighbour's address three times, a second apart, and keeps what is to be sent until then. */
const neighbourProbes = 3;

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
export function runOnce(scenario: Scenario, readConf: ReadConf, variation: Variation): Run {
  const run = new Simulation(scenario, readConf, variation);
  const events = scenario.events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event[0] - b.event[0] || a.index - b.index);
  let last = 0;
  for (const { event } of events) {
    // Commands are late, but not in another order; how long a daemon takes to start is a question of its own.
    const late = event[1] === 'start' ? 0 : variation.event();
    last = Math.max(last, Math.round(event[0] * second) + late);
    run.advanceTo(last);
    run.perform(event);
  }
  run.advanceTo(scenario.until * second);
  const { timeline, longestInterval, doubts, assumed } = run;
  return { timeline, longestInterval, doubts, assumed };
}

class Simulation {
  readonly timeline: TimelineEntry[] = [];
  /** Seconds. */
  longestInterval = 0;
  readonly #scenario: Scenario;
  readonly #readConf: ReadConf;
  readonly #variation: Variation;
  readonly #files = new Map<string, Map<string, string>>();
  readonly #failing = new Map<string, Set<string>>();
  readonly #texts = new Map<string, string>();
  readonly #checks = new Map<string, CheckSchedule>();
  readonly #vips: readonly string[];
  /** What happens by itself later: daemons on their way, packets that wait. In order of time. */
  readonly #pending: { readonly at: number; readonly act: () => void }[] = [];
  /** Unicast farewells that found no carrier, by node and interface. */
  readonly #unsent = new Map<string, { readonly router: number; readonly at: number }[]>();
  readonly #doubts = new Map<string, string>();
  /** When the last daemon of each node has ended. */
  readonly #ends = new Map<string, number>();
  /** What was sent to daemons that hang. */
  readonly #signals = new Map<string, ScenarioEvent[]>();
  /** How late each router's timer is, as long as it stays the same timer. */
  readonly #lateness: { timer: number; late: number }[] = [];
  #model: FailoverModel;
  #state: ClusterState;
  #holders = new Map<string, string>();
  #statuses = new Map<string, string>();

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

  constructor(scenario: Scenario, readConf: ReadConf, variation: Variation) {
    this.#scenario = scenario;
    this.#readConf = readConf;
    this.#variation = variation;
    for (const [name, node] of Object.entries(scenario.nodes)) {
      this.#files.set(name, new Map(Object.entries(node.files ?? {})));
      this.#failing.set(name, new Set());
      this.#texts.set(name, node.conf);
    }
    this.#model = this.#build();
    this.#state = initialState(this.#model);
    this.#vips = scenario.vips ?? [...new Set(this.#model.routers.flatMap((router) => router.vips))];
  }

  /** Lets routers and checks act up to a time, in microseconds. */
  advanceTo(until: number): void {
    for (;;) {
      const timer = this.#nextTimer();
      const check = this.#nextCheck();
      const pending = this.#pending[0];
      const at = Math.min(timer?.at ?? never, check?.at ?? never, pending?.at ?? never);
      if (at > until) break;
      this.#state = { ...this.#state, now: Math.max(this.#state.now, at) };
      if (pending && pending.at <= at) {
        this.#pending.shift();
        pending.act();
      } else if (check && check.at <= at) this.#runCheck(check.node, check.schedule);
      else if (timer) this.#next({ kind: 'timer', router: timer.router });
    }
    this.#state = { ...this.#state, now: Math.max(this.#state.now, until) };
  }

  perform(event: ScenarioEvent): void {
    const [, verb, ...args] = event;
    const [node = '', name = '', value = ''] = args;
    if (this.#isHung(node) && ['stop', 'killparent', 'reload', 'hup'].includes(verb)) {
      // Signals wait until the process goes on.
      this.#signals.set(node, [...(this.#signals.get(node) ?? []), event]);
      return;
    }
    switch (verb) {
      case 'start':
        args.forEach((one, index) => {
          this.#start(one, index * inTurn);
        });
        return;
      case 'stop':
        for (const one of args) this.#end(one, 'stop');
        return;
      case 'killparent':
        this.#end(node, 'stop');
        this.#ends.delete(node);
        return;
      case 'crash':
        this.#end(node, 'kill');
        return;
      case 'power':
        this.#end(node, 'crash');
        return;
      case 'killvrrp':
        this.#next({ kind: 'kill', node });
        this.#start(node);
        return;
      case 'stopsig':
        this.#next({ kind: 'freeze', node });
        return;
      case 'cont':
        this.#next({ kind: 'thaw', node });
        for (const waiting of this.#signals.get(node) ?? []) this.perform(waiting);
        this.#signals.delete(node);
        return;
      case 'cut':
      case 'heal':
        for (const one of args.length > 1 ? args.slice(1) : Object.keys(this.#scenario.nodes[node]?.ifs ?? {})) {
          this.#next({ kind: verb === 'cut' ? 'interface-cut' : 'interface-rejoined', node, name: one });
        }
        return;
      case 'down':
        this.#noteLostAddresses(node, name);
        this.#next({ kind: 'interface-down', node, name });
        return;
      case 'unplug':
        this.#unplug(node, name);
        return;
      case 'up':
      case 'plug':
        this.#next({ kind: 'interface-up', node, name });
        if (verb === 'plug') this.#sendUnsent(node, name);
        return;
      case 'oneway':
        this.#next({ kind: 'deaf-to', node: name, name: node });
        return;
      case 'oneway_off':
        for (const other of this.#model.nodes) this.#next({ kind: 'hears', node, name: other });
        return;
      case 'deladdr':
      case 'addaddr':
        this.#changeAddress(verb, node, name, value);
        return;
      case 'haproxy':
      case 'hakill':
        this.#next({ kind: name === 'up' ? 'haproxy-up' : 'haproxy-down', node });
        this.#noticeProcesses(node);
        return;
      case 'check':
        if (value === 'ok') this.#failing.get(node)?.delete(name);
        else this.#failing.get(node)?.add(name);
        return;
      case 'touch':
      case 'write':
        this.#files.get(node)?.set(name, verb === 'write' ? value : '');
        this.#readFiles(node);
        return;
      case 'rm':
        this.#files.get(node)?.delete(name);
        this.#readFiles(node);
        return;
      case 'conf':
        this.#texts.set(node, name);
        return;
      case 'reload':
      case 'hup':
        this.#reload(node);
        return;
      case 'sh':
        // A script that everybody may write is refused where script security is on.
        for (const match of name.matchAll(/chmod 777 \S*\/(\S+)/g)) this.#files.get(node)?.delete(match[1] ?? '');
    }
  }

  #isHung(node: string): boolean {
    return this.#model.nodes.includes(node) && nodeState(this.#model, this.#state, node).frozen;
  }

  /** A daemon needs a moment to start: about 40 ms here, more on a busy machine. */
  #start(node: string, turn = 0): void {
    const ended = Math.max(0, (this.#ends.get(node) ?? 0) - this.#state.now);
    this.#later(turn + ended + startUp + this.#variation.start(), () => this.#started(node));
  }

  #later(delay: number, act: () => void): void {
    const at = this.#state.now + delay;
    const index = this.#pending.findIndex((other) => other.at > at);
    this.#pending.splice(index < 0 ? this.#pending.length : index, 0, { at, act });
  }

  #started(node: string): void {
    this.#next({ kind: 'start', node });
    this.#scheduleChecks(node);
    for (const { name } of this.#processes(node)) {
      this.#next({ kind: this.#world(node).haproxyUp ? 'check-up' : 'check-down', node, name });
    }
    this.#readFiles(node);
    // The first results come within milliseconds of the start; a script with weight 0 is waited for.
    this.#next({ kind: 'restart-vrrp', node });
  }

  #end(node: string, kind: 'stop' | 'kill' | 'crash'): void {
    this.#next({ kind, node });
    this.#checks.delete(node);
    this.#ends.set(node, this.#state.now + (kind === 'stop' ? shutDown : 0));
  }

  #scheduleChecks(node: string): void {
    const checks = checksOfConfig(this.#configOf(node), versionOf(this.#scenario.nodes[node]), this.#world(node));
    this.longestInterval = Math.max(this.longestInterval, ...checks.map(({ interval }) => interval / second));
    const schedule = new CheckSchedule(checks, this.#state.now, this.#world(node));
    this.#checks.set(node, schedule);
    for (const { name, result } of schedule.results) this.#next({ kind: `check-${result}`, node, name });
  }

  #nextCheck(): { readonly node: string; readonly schedule: CheckSchedule; readonly at: number } | undefined {
    let earliest: { node: string; schedule: CheckSchedule; at: number } | undefined;
    for (const [node, schedule] of this.#checks) {
      if (nodeState(this.#model, this.#state, node).frozen) continue;
      const { next: at } = schedule;
      if (at < (earliest?.at ?? never)) earliest = { node, schedule, at };
    }
    return earliest;
  }

  #runCheck(node: string, schedule: CheckSchedule): void {
    const changed = schedule.run(this.#state.now, this.#variation.timer(), this.#world(node));
    if (changed) this.#next({ kind: `check-${changed.result}`, node, name: changed.name });
  }

  /** The router that acts next by itself: its timer is a little late. */
  #nextTimer(): { readonly at: number; readonly router: number } | undefined {
    let earliest: { at: number; router: number } | undefined;
    for (const router of this.#model.routers) {
      const timer = this.#state.routers[router.index]?.timer ?? never;
      if (timer === never || this.#state.nodes[router.nodeIndex]?.frozen) continue;
      let lateness = this.#lateness[router.index];
      if (lateness?.timer !== timer) {
        lateness = { timer, late: this.#variation.timer() };
        this.#lateness[router.index] = lateness;
      }
      const at = timer + lateness.late;
      if (at < (earliest?.at ?? never)) earliest = { at, router: router.index };
    }
    return earliest;
  }

  /**
   * A MASTER that loses its carrier says goodbye all the same. Multicast is lost; unicast waits until the address of
   * the peer is known again, and that is asked for every second, three times.
   */
  #unplug(node: string, name: string): void {
    const isMaster = ({ index }: RouterModel): boolean => this.#state.routers[index]?.status === 'MASTER';
    const leaving = this.#model.routers.filter(
      (router) =>
        router.node === node &&
        router.interface === name &&
        router.member.instance.unicastPeers.length > 0 &&
        isMaster(router),
    );
    this.#next({ kind: 'interface-down', node, name });
    const unsent = leaving.filter((router) => !isMaster(router));
    this.#unsent.set(
      `${node} ${name}`,
      unsent.map(({ index }) => ({ router: index, at: this.#state.now })),
    );
  }

  /** The kernel takes the IPv6 addresses off an interface that is set down, and gives the link-local one back later. */
  #noteLostAddresses(node: string, name: string): void {
    for (const router of this.#model.routers) {
      if (router.node !== node || router.interface !== name || router.member.instance.vips[0]?.address?.family !== 6)
        continue;
      const why = `when ${name} of ${node} has its IPv6 addresses again after it was set down is the kernel's business`;
      for (const vip of router.vips) this.#doubts.set(vip, why);
    }
  }

  #sendUnsent(node: string, name: string): void {
    const key = `${node} ${name}`;
    for (const { router, at } of this.#unsent.get(key) ?? []) {
      const probe = Math.ceil((this.#state.now - at) / second);
      if (probe >= neighbourProbes) continue;
      this.#later(at + probe * second - this.#state.now, () => this.#next({ kind: 'farewell', node, router }));
    }
    this.#unsent.delete(key);
  }

  /** Processes that keepalived watches and that are HAProxy. */
  #processes(node: string): { readonly name: string; readonly forkDelay: number; readonly terminateDelay: number }[] {
    return electionSettings(this.#configOf(node)).processes.filter(
      ({ name, command }) => mentionsHaproxy(command) || mentionsHaproxy(name),
    );
  }

  #noticeProcesses(node: string): void {
    const { haproxyUp } = this.#world(node);
    for (const { name, forkDelay, terminateDelay } of this.#processes(node)) {
      this.#later((haproxyUp ? forkDelay : terminateDelay) * second, () => {
        if (this.#world(node).haproxyUp === haproxyUp)
          this.#next({ kind: haproxyUp ? 'check-up' : 'check-down', node, name });
      });
    }
  }

  #readFiles(node: string): void {
    const world = this.#world(node);
    for (const file of electionSettings(this.#configOf(node)).files) {
      const name = file.path.startsWith(`${world.folder}/`) ? file.path.slice(world.folder.length + 1) : file.path;
      const number = Number.parseInt(world.files.get(name) ?? '0', 10);
      const value = Number.isFinite(number) ? number : 0;
      if ((nodeState(this.#model, this.#state, node).fileValues.get(file.name) ?? 0) !== value) {
        this.#next({ kind: 'file', node, name: file.name, value });
      }
    }
  }

  #changeAddress(verb: 'deladdr' | 'addaddr', node: string, name: string, address: string): void {
    const plain = address.replace(/\/.*$/, '');
    if (this.#vips.includes(plain)) {
      this.#next({ kind: verb === 'deladdr' ? 'vip-removed' : 'vip-added', node, name: plain });
    }
    if (this.#scenario.nodes[node]?.ifs[name]?.some((own) => own.replace(/\/.*$/, '') === plain)) {
      this.#next({ kind: verb === 'deladdr' ? 'address-lost' : 'address-back', node, name });
    }
  }

  /** A running keepalived takes up its changed configuration; routers that stay keep their state. */
  #reload(node: string): void {
    const old = this.#model;
    const identity = (router: RouterModel): string =>
      [router.node, router.member.instance.name, router.member.instance.virtualRouterId?.value, router.interface].join(
        ' ',
      );
    const model = this.#build();
    if (model.exits.has(node)) return;
    const kept = new Set(model.routers.map(identity));
    for (const router of old.routers) {
      if (router.node !== node || this.#state.routers[router.index]?.status !== 'MASTER') continue;
      // A master that stays advertises at once, still with its old priority; one that goes says goodbye.
      this.#next({ kind: kept.has(identity(router)) ? 'advertise' : 'router-stop', node, router: router.index });
    }
    const states = new Map(old.routers.map((router) => [identity(router), this.#state.routers[router.index]]));
    this.#model = model;
    this.#state = {
      ...this.#state,
      routers: model.routers.map((router) => states.get(identity(router)) ?? freshRouter(router)),
    };
    for (const router of model.routers) {
      if (router.node === node) this.#next({ kind: 'router-reload', node, router: router.index });
    }
    this.#scheduleChecks(node);
  }

  #next(event: ClusterEvent): void {
    this.#state = next(this.#model, this.#state, event);
    this.#record();
  }

  #record(): void {
    const t = Math.round(this.#state.now / 100) / 10_000;
    for (const vip of this.#vips) {
      const holders = [...holdersOf(this.#model, this.#state, vip)].sort();
      const key = holders.join(' ');
      if (key === (this.#holders.get(vip) ?? '')) continue;
      this.#holders.set(vip, key);
      this.timeline.push({ t, vip, holders });
    }
    for (const router of this.#model.routers) {
      const status = this.#state.routers[router.index]?.status ?? 'STOPPED';
      const key = `${router.node} ${router.member.instance.name}`;
      if (status === (this.#statuses.get(key) ?? 'STOPPED')) continue;
      this.#statuses.set(key, status);
      this.timeline.push({ t, node: router.node, instance: router.member.instance.name, state: status });
    }
  }

  #world(node: string): CheckWorld {
    return {
      files: this.#files.get(node) ?? new Map(),
      failing: this.#failing.get(node) ?? new Set(),
      haproxyUp: nodeState(this.#model, this.#state, node).haproxy,
      folder: folderOf(node),
    };
  }

  #configOf(node: string): KeepalivedConfig {
    const found = this.#model.cluster.nodes.find((candidate) => candidate.name === node)?.keepalived[0]?.config;
    return found ?? this.#readConf('', undefined);
  }

  #build(): FailoverModel {
    const { configId, reversesTies = false } = this.#variation;
    const confOf = (name: string): KeepalivedConfig => {
      const node = this.#scenario.nodes[name];
      const text = (this.#texts.get(name) ?? '').replaceAll('%D%', folderOf(name)).replaceAll('%N%', name);
      return this.#readConf(text, (node && configIdOf(node)) ?? configId ?? name);
    };
    return { ...scenarioModel(this.#scenario, confOf), timersCross: true, reversesTies };
  }
}
