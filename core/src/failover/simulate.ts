import { parseVersion, type Version } from '../base/version.ts';
import type { Cluster, ClusterNode, VrrpGroup } from '../cluster/cluster.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import { electionSettings } from '../languages/keepalived/election.ts';
import { type Check, type CheckWorld, checksOfConfig } from './checks.ts';
import { type FailoverModel, modelOf } from './model.ts';
import { rejection } from './rejection.ts';
import type { RouterModel } from './router.ts';
import type { Scenario, ScenarioEvent, ScenarioNode, TimelineEntry } from './scenario.ts';
import { type ClusterEvent, type ClusterState, freshRouter, holdersOf, initialState, nodeState } from './state.ts';
import { nextTimer } from './timeline.ts';
import { second } from './timers.ts';
import { currentPriority, next } from './transition.ts';

const newest: Version = [2, 3, 4];
const never = Number.POSITIVE_INFINITY;

/** From the command to the first look at the network, in microseconds. */
const startUp = 40_000;

/** Microseconds within which the order of what two machines do is chance. */
const moment = 25_000;

/** Makes the model of a keepalived.conf, as a node with that configuration id sees it. */
export type ReadConf = (text: string, configId: string | undefined) => KeepalivedConfig;

/** Runs a scenario through the model: who holds each address and what each instance does, when. */
export function simulate(scenario: Scenario, readConf: ReadConf): readonly TimelineEntry[] {
  const run = new Simulation(scenario, readConf);
  const events = scenario.events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event[0] - b.event[0] || a.index - b.index);
  for (const { event } of events) {
    run.advanceTo(event[0] * second);
    run.noteRace(event);
    run.perform(event);
  }
  run.advanceTo(scenario.until * second);
  return run.timeline;
}

/** How a check stands: `runs` is when it is run next, `count` how many results in a row spoke against its state. */
interface CheckState {
  readonly check: Check;
  runs: number;
  up: boolean;
  count: number;
  /** Its last run did not end: the failure counts when its time is over. */
  hanging: boolean;
}

class Simulation {
  readonly timeline: TimelineEntry[] = [];
  readonly #scenario: Scenario;
  readonly #readConf: ReadConf;
  readonly #files = new Map<string, Map<string, string>>();
  readonly #failing = new Map<string, Set<string>>();
  readonly #texts = new Map<string, string>();
  readonly #checks = new Map<string, CheckState[]>();
  readonly #vips: readonly string[];
  #model: FailoverModel;
  #state: ClusterState;
  #holders = new Map<string, string>();
  #statuses = new Map<string, string>();

  constructor(scenario: Scenario, readConf: ReadConf) {
    this.#scenario = scenario;
    this.#readConf = readConf;
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
      const timer = nextTimer(this.#model, this.#state);
      const check = this.#nextCheck();
      const start = this.#starting[0];
      const at = Math.min(timer?.at ?? never, check?.state.runs ?? never, start?.at ?? never);
      if (at > until) break;
      this.#state = { ...this.#state, now: Math.max(this.#state.now, at) };
      if (start && start.at <= at) {
        this.#starting.shift();
        this.#started(start.node);
      } else if (check && check.state.runs <= at) this.#runCheck(check.node, check.state);
      else if (timer) this.#next({ kind: 'timer', router: timer.router }, this.#rivals(timer.router));
    }
    this.#state = { ...this.#state, now: Math.max(this.#state.now, until) };
  }

  /** An event that cuts off an advertisement of this very moment: nobody can tell which comes first. */
  noteRace([, verb]: ScenarioEvent): void {
    if (!['power', 'crash', 'cut', 'heal', 'unplug', 'plug', 'oneway'].includes(verb)) return;
    const masters = this.#model.routers.flatMap((router) => {
      const own = this.#state.routers[router.index];
      return own?.status === 'MASTER' ? [{ next: own.timer, last: own.timer - router.advertInterval }] : [];
    });
    const { now } = this.#state;
    this.#racing = masters.some(({ next, last }) => next - now < moment || now - last < moment);
  }

  perform([, verb, ...args]: ScenarioEvent): void {
    const [node = '', name = '', value = ''] = args;
    switch (verb) {
      case 'start':
        for (const one of args) this.#start(one);
        return;
      case 'stop':
      case 'killparent':
        for (const one of args) this.#end(one, 'stop');
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
        return;
      case 'cut':
        this.#next({ kind: 'isolate', node });
        return;
      case 'heal':
        this.#next({ kind: 'rejoin', node });
        return;
      case 'down':
      case 'unplug':
        this.#next({ kind: 'interface-down', node, name });
        return;
      case 'up':
      case 'plug':
        this.#next({ kind: 'interface-up', node, name });
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
        this.#next({ kind: name === 'up' ? 'haproxy-up' : 'haproxy-down', node });
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

  /** A daemon needs a moment to start: about 40 ms here, more on a busy machine. */
  #start(node: string): void {
    this.#starting.push({ node, at: this.#state.now + startUp });
  }

  #started(node: string): void {
    this.#next({ kind: 'start', node });
    this.#scheduleChecks(node);
    this.#readFiles(node);
    // The first results come within milliseconds of the start; a script with weight 0 is waited for.
    this.#next({ kind: 'restart-vrrp', node });
  }

  #end(node: string, kind: 'stop' | 'kill' | 'crash'): void {
    this.#next({ kind, node });
    this.#checks.set(node, []);
  }

  #scheduleChecks(node: string): void {
    const config = this.#configOf(node);
    const states = checksOfConfig(config, this.#versionOf(node), this.#world(node)).map(
      (check): CheckState => ({
        check,
        runs: this.#state.now + check.interval,
        up: check.succeeds(this.#world(node)),
        count: 0,
        hanging: false,
      }),
    );
    this.#checks.set(node, states);
    for (const { check, up } of states) this.#next({ kind: up ? 'check-up' : 'check-down', node, name: check.name });
  }

  #nextCheck(): { node: string; state: CheckState } | undefined {
    let earliest: { node: string; state: CheckState } | undefined;
    for (const [node, states] of this.#checks) {
      if (nodeState(this.#model, this.#state, node).frozen) continue;
      for (const state of states) if (state.runs < (earliest?.state.runs ?? never)) earliest = { node, state };
    }
    return earliest;
  }

  #runCheck(node: string, state: CheckState): void {
    const { check } = state;
    const good = check.succeeds(this.#world(node));
    if (!good && check.hangs && state.up) {
      // The result of a run that hangs is known when its time is over.
      state.runs = this.#state.now + check.timeout;
      state.up = false;
      state.hanging = true;
      return;
    }
    state.runs += check.interval;
    if (state.hanging) {
      state.hanging = false;
      this.#next({ kind: 'check-down', node, name: check.name });
      return;
    }
    if (good === state.up) {
      state.count = 0;
      return;
    }
    state.count++;
    if (state.count < (good ? check.rise : check.fall)) return;
    state.up = good;
    state.count = 0;
    this.#next({ kind: good ? 'check-up' : 'check-down', node, name: check.name });
  }

  /** Daemons on their way, in order. */
  /** The next change of holders depends on the order of two things that happened at once. */
  #racing = false;
  readonly #starting: { node: string; at: number }[] = [];

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

  /**
   * Backups whose timers run out in the same moment as that of a router: any may be the first, and stays MASTER where
   * the others accept it: those of equal priority, and those that do not preempt.
   */
  #rivals(index: number): readonly string[] {
    const router = this.#model.routers[index];
    const own = this.#state.routers[index];
    if (!router || own?.status !== 'BACKUP') return [];
    const { value } = currentPriority(this.#model, this.#state, router);
    return this.#model.routers
      .filter((other) => {
        const theirs = this.#state.routers[other.index];
        if (other === router || other.segment !== router.segment || theirs?.status !== 'BACKUP') return false;
        if (Math.abs(theirs.timer - own.timer) >= moment) return false;
        if (rejection(other, router) !== undefined || rejection(router, other) !== undefined) return false;
        const otherValue = currentPriority(this.#model, this.#state, other).value;
        if (otherValue === value) return true;
        const higher = otherValue > value ? other : router;
        return higher.nopreempt || higher.preemptDelay > 0;
      })
      .map((other) => other.node);
  }

  #next(event: ClusterEvent, rivals: readonly string[] = []): void {
    this.#state = next(this.#model, this.#state, event);
    this.#record(rivals);
  }

  #record(rivals: readonly string[]): void {
    const t = Math.round(this.#state.now / 100) / 10_000;
    for (const vip of this.#vips) {
      const holders = [...holdersOf(this.#model, this.#state, vip)].sort();
      const key = holders.join(' ');
      const before = (this.#holders.get(vip) ?? '').split(' ');
      if (key === before.join(' ')) continue;
      this.#holders.set(vip, key);
      // A rival would have the place of the one that is new.
      const [added] = holders.filter((holder) => !before.includes(holder));
      const alternatives = [
        holders,
        ...rivals.map((rival) => holders.map((holder) => (holder === added ? rival : holder)).sort()),
      ];
      const race = holders.length > 0 && (rivals.length > 0 || this.#racing);
      this.timeline.push({ t, vip, holders, ...(race && ({ race, alternatives } as const)) });
      if (race) this.#racing = false;
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

  #versionOf(node: string): Version {
    return parseVersion(this.#scenario.nodes[node]?.version ?? '') ?? newest;
  }

  #configOf(node: string): KeepalivedConfig {
    const found = this.#model.cluster.nodes.find((candidate) => candidate.name === node)?.keepalived[0]?.config;
    return found ?? this.#readConf('', undefined);
  }

  #clusterNode(name: string, node: ScenarioNode): ClusterNode {
    const idAt = node.args?.indexOf('-i') ?? -1;
    const configId = idAt < 0 ? name : node.args?.[idAt + 1];
    const conf = (this.#texts.get(name) ?? '').replaceAll('%D%', folderOf(name)).replaceAll('%N%', name);
    const config = this.#readConf(conf, configId);
    return { name, keepalived: [{ path: `${name}/keepalived.conf`, config }], haproxy: [], sysctl: [] };
  }

  #build(): FailoverModel {
    const nodes = Object.entries(this.#scenario.nodes).map(([name, node]) => this.#clusterNode(name, node));
    const members = nodes.flatMap((node) =>
      node.keepalived.flatMap(({ path, config }) =>
        config.instances.map((instance) => ({ node, path, instance, config })),
      ),
    );
    // Who hears whom is decided by interface and id alone; a group of its own for each instance states nothing.
    const groups = members.map((member): VrrpGroup => ({ name: member.instance.name, members: [member] }));
    const cluster: Cluster = { id: 'scenario', name: 'scenario', nodes, groups, why: [] };
    return modelOf(cluster, (name) => {
      const node = this.#scenario.nodes[name];
      const addresses = Object.entries(node?.ifs ?? {}).map(
        ([key, list]) => [key, list.map((address) => address.replace(/\/.*$/, ''))] as const,
      );
      return { name, keepalived: this.#versionOf(name), addresses: new Map(addresses), terse: node?.detail === false };
    });
  }
}

const folderOf = (node: string): string => `/scenario/${node}`;
