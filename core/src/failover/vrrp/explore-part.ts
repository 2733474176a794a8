import { memo } from '../../base/memo.ts';
import { finish, type Steps } from '../../base/steps.ts';
import type { LongestGap, PropertyName, TraceStep, Violation } from '../exploration.ts';
import { type Breakage, breakagesOf, canBreak, mended, mendingOf } from './breakage.ts';
import { type Bundle, bundlesOf, isServed, ServiceWatch } from './bundles.ts';
import { extremeMoments, gapBounds, happenSteps, type Occurrence, type Outcome } from './gap.ts';
import type { FailoverModel } from './model.ts';
import { eventCost, settleSteps } from './settle.ts';
import type { ClusterEvent, ClusterState, NodeState } from './state.ts';
import { steadySteps } from './steady.ts';
import type { ShapedPart } from './symmetry.ts';
import { apply } from './timeline.ts';
import { usualPriority } from './usual.ts';

/** A state at rest and how it was reached. */
interface Vertex {
  readonly state: ClusterState;
  /** Indices of the faults that are not mended, ascending. */
  readonly active: readonly number[];
  /** How many faults there were, mended ones too. */
  readonly faults: number;
  readonly from: Vertex | undefined;
  readonly step: Step | undefined;
}

interface Step {
  readonly kind: TraceStep['kind'];
  readonly index: number;
}

/** The event that leads to the longest interruption, and the state in which it does. */
interface Longest {
  readonly vertex: Vertex;
  readonly step: Step;
}

interface Found {
  readonly property: PropertyName;
  readonly bundle: number;
  readonly vertex: Vertex;
  readonly holders: readonly number[];
  readonly certain: boolean;
}

/**
 * The histories of one part, breadth first, so that the first one to break a property is among the shortest.
 *
 * A state that only differs by the names of nodes that are alike was seen before; so was one that was reached with as
 * few faults or fewer.
 */
export class ExploredPart {
  states = 0;
  transitions = 0;
  readonly #model: FailoverModel;
  readonly #nodeClasses: readonly number[];
  readonly #isRigid: boolean;
  readonly #maxFaults: number;
  readonly #breakages: readonly Breakage[];
  readonly #bundles: readonly Bundle[];
  #home: readonly (readonly number[])[] = [];
  #isBegun = false;
  readonly #seen = new Map<string, number>();
  readonly #queue: Vertex[] = [];
  #next = 0;
  readonly #found = new Map<string, Found>();
  readonly #longest = new Map<number, Longest & { readonly gap: number }>();

  #bounds: readonly (Longest & { readonly bundle: number; readonly gapMs: readonly [number, number] })[] | undefined;

  constructor(part: ShapedPart, maxFaults: number) {
    this.#model = part.model;
    this.#nodeClasses = part.nodeClasses;
    this.#isRigid = part.nodeClasses.every((own, node) => own === node);
    this.#maxFaults = maxFaults;
    this.#breakages = breakagesOf(part.model);
    this.#bundles = bundlesOf(part.model);
  }

  /** States of which all that can happen was followed. */
  get followed(): number {
    return Math.min(this.#next, this.states);
  }

  /** Follows everything that can happen in the next state; false when there is none left. */
  *expandNext(): Steps<boolean> {
    if (!this.#isBegun) yield* this.#begin();
    const vertex = this.#queue[this.#next++];
    if (!vertex) return false;
    const nodes = this.#isRigid ? [] : this.#nodeTexts(vertex);
    for (const [index, breakage] of this.#breakages.entries()) {
      if (vertex.active.includes(index)) {
        yield* this.#follow(vertex, { kind: 'recovers', index });
      } else if (vertex.faults < this.#maxFaults && this.#isWorthBreaking(vertex, breakage, nodes)) {
        yield* this.#follow(vertex, { kind: 'breaks', index });
      }
    }
    return true;
  }

  /** The state in which all is well. */
  *#begin(): Steps<void> {
    const { state } = yield* steadySteps(this.#model);
    this.#home = this.#bundles.map((bundle) => this.#holders(state, bundle));
    this.#isBegun = true;
    this.#visit({ state, active: [], faults: 0, from: undefined, step: undefined });
  }

  /** The violations with the names of a part that is like this one. */
  violationsIn(part: ShapedPart): Violation[] {
    if (this.#found.size === 0) return [];
    const bundles = bundlesOf(part.model);
    const breakages = breakagesOf(part.model);
    const order = part.model.cluster.nodes.map((node) => node.name);
    const names = (nodes: readonly number[]): string[] =>
      nodes.map((node) => part.model.nodes[node] ?? '').sort((a, b) => order.indexOf(a) - order.indexOf(b));
    return [...this.#found.values()].flatMap(({ property, bundle, vertex, holders, certain }): Violation[] => {
      const own = bundles[bundle];
      if (!own) return [];
      const home = names(this.#home[bundle] ?? []);
      const trace = traceOf(vertex, breakages);
      return [{ property, group: own.group, vips: own.vips, trace, holders: names(holders), home, certain }];
    });
  }

  gapsIn(part: ShapedPart): LongestGap[] {
    this.#bounds ??= this.#measured();
    if (this.#bounds.length === 0) return [];
    const bundles = bundlesOf(part.model);
    const breakages = breakagesOf(part.model);
    return this.#bounds.map(({ bundle, gapMs, vertex, step }) => ({
      vips: bundles[bundle]?.vips ?? [],
      gapMs,
      trace: [...traceOf(vertex, breakages), traceStep(step, breakages)],
    }));
  }

  /** Addresses that the same event takes away for longest, from the same state, are mostly measured together. */
  #measured(): readonly (Longest & { readonly bundle: number; readonly gapMs: readonly [number, number] })[] {
    const moments = new Map<Vertex, Map<string, readonly ClusterState[]>>();
    const outcomes = new Map<readonly ClusterState[], Map<string, readonly Outcome[]>>();
    return [...this.#longest].flatMap(([bundle, { vertex, step }]) => {
      const { group } = this.#bundles[bundle] ?? {};
      if (!group) return [];
      const what = this.#occurrence(vertex, step);
      const from = extremeMoments(this.#model, vertex.state, group, ofKey(moments, vertex));
      const known = ofKey(outcomes, from);
      const key = `${step.kind} ${step.index}`;
      const ends = known.get(key) ?? from.map((moment) => finish(happenSteps(this.#model, moment, what)));
      known.set(key, ends);
      const gapMs = gapBounds(ends, bundle, what);
      return gapMs ? [{ bundle, gapMs, vertex, step }] : [];
    });
  }

  /** Of nodes that are alike and in the same state, the first stands for all. */
  #isWorthBreaking(vertex: Vertex, breakage: Breakage, nodes: readonly string[]): boolean {
    const { nodeIndex } = breakage;
    if (!canBreak(this.#breakages, vertex.active, breakage)) return false;
    if (this.#isRigid) return true;
    const own = this.#nodeClasses[nodeIndex];
    return !nodes.some(
      (text, other) => other < nodeIndex && this.#nodeClasses[other] === own && text === nodes[nodeIndex],
    );
  }

  #occurrence(vertex: Vertex, { kind, index }: Step): Occurrence {
    const breakage = this.#breakages[index];
    if (!breakage) throw new RangeError(`no fault ${index}`);
    return kind === 'breaks' ? breakage.effect : mendingOf(this.#breakages, vertex.active, breakage);
  }

  *#follow(vertex: Vertex, step: Step): Steps<void> {
    this.transitions++;
    const model = this.#model;
    yield eventCost(model);
    const what = this.#occurrence(vertex, step);
    const first = apply(model, vertex.state, what.atOnce);
    const broken = apply(model, first, what.detected);
    const watch = new ServiceWatch(model, broken);
    const isQuiet = what.detected.length === 0 && what.atOnce.every(isSilent) && onlyIdleStopped(vertex.state, broken);
    const state = isQuiet ? broken : yield* settleSteps(model, broken, (moved) => watch.look(moved));
    watch.result().forEach((gap, place) => {
      const bundle = this.#bundles[place];
      if (gap === Number.POSITIVE_INFINITY || !bundle || !isServed(model, vertex.state, bundle)) return;
      const whole = gap + (isServed(model, first, bundle) ? 0 : what.delay[1]);
      if (whole > (this.#longest.get(place)?.gap ?? 0)) this.#longest.set(place, { gap: whole, vertex, step });
    });
    const active =
      step.kind === 'breaks'
        ? [...vertex.active, step.index].sort((a, b) => a - b)
        : mended(this.#breakages, vertex.active, step.index);
    const faults = vertex.faults + (step.kind === 'breaks' ? 1 : 0);
    this.#visit({ state, active, faults, from: vertex, step });
  }

  #visit(vertex: Vertex): void {
    const key = this.#key(vertex);
    const faults = this.#seen.get(key);
    if (faults !== undefined && faults <= vertex.faults) return;
    if (faults === undefined) {
      this.states++;
      this.#bundles.forEach((bundle, index) => {
        this.#judge(vertex, bundle, index);
      });
    }
    this.#seen.set(key, vertex.faults);
    this.#queue.push(vertex);
  }

  #judge(vertex: Vertex, bundle: Bundle, index: number): void {
    const { state, active } = vertex;
    const holders = this.#holders(state, bundle);
    const broken = active.map((fault) => this.#breakages[fault]);
    const touched = new Set(broken.map((breakage) => breakage?.nodeIndex));
    const able = touched.size < this.#model.cluster.nodes.length;
    const [holder] = holders;
    const healthy = holders.length === 1 && state.nodes[holder ?? -1]?.haproxy === true;
    const split = broken.some((breakage) => breakage?.fault.kind === 'cut');
    const fails = (property: PropertyName): void => {
      const key = `${property} ${index}`;
      if (this.#found.has(key)) return;
      const unclear = broken.some((breakage) => (breakage?.effect.unclear.length ?? 0) > 0);
      const doubts = this.#model.doubts.get(bundle.group)?.length ?? 0;
      const certain = doubts === 0 && state.assumed.length === 0 && !(unclear && property === 'healthy-holder');
      this.#found.set(key, { property, bundle: index, vertex, holders, certain });
    };
    if (able && !split && holders.length !== 1) fails('one-holder');
    if (!split && holders.length > 1) fails('no-duplicate-address');
    if (able && holders.length === 1 && !healthy) fails('healthy-holder');
    if (active.length > 0 || vertex.from === undefined) return;
    if (!healthy) fails('recovers-by-itself');
    else if (!this.#home[index]?.includes(holder ?? -1) && !this.#mayStay(vertex, bundle, index)) fails('returns-home');
  }

  /** The files say that an address need not go back: nopreempt on its home, or a priority there that is not higher. */
  #mayStay({ state }: Vertex, bundle: Bundle, index: number): boolean {
    const [home] = this.#home[index] ?? [];
    const [holder] = this.#holders(state, bundle);
    const routerOn = (node: number | undefined) =>
      this.#model.routers.find((router) => router.nodeIndex === node && bundle.routers.includes(router.index));
    const [own, other] = [routerOn(home), routerOn(holder)];
    return (
      own === undefined || other === undefined || own.nopreempt || priorityWhenWell(own) <= priorityWhenWell(other)
    );
  }

  #holders(state: ClusterState, bundle: Bundle): number[] {
    const holding = bundle.routers.flatMap((index) => {
      const { nodeIndex = -1 } = this.#model.routers[index] ?? {};
      return state.routers[index]?.holdsVips && state.nodes[nodeIndex]?.powered ? [nodeIndex] : [];
    });
    return [...new Set(holding)];
  }

  #key(vertex: Vertex): string {
    const texts = this.#nodeTexts(vertex);
    // Only nodes that are alike may stand for each other; where none is, their order is the key.
    if (this.#isRigid) return texts.join('\n');
    return texts
      .map((text, node) => `${this.#nodeClasses[node]} ${text}`)
      .sort()
      .join('\n');
  }

  /** What counts about each node and its routers, without its name and without the clock. */
  #nodeTexts({ state, active }: Vertex): string[] {
    const texts = state.nodes.map(nodeText);
    for (const index of active) {
      const breakage = this.#breakages[index];
      if (breakage) texts[breakage.nodeIndex] += ` ${breakage.local}`;
    }
    for (const { index, nodeIndex } of this.#model.routers) {
      const own = state.routers[index];
      if (own)
        texts[nodeIndex] +=
          ` ${own.status}${own.holdsVips ? '+' : ''}${own.wantsMaster ? 'w' : ''}${own.masterInterval}`;
    }
    return texts;
  }
}

function ofKey<Key, Value>(maps: Map<Key, Map<string, Value>>, key: Key): Map<string, Value> {
  const map = maps.get(key) ?? new Map<string, Value>();
  maps.set(key, map);
  return map;
}

/** Events that nobody but the node itself could notice. */
function isSilent({ kind }: ClusterEvent): boolean {
  return kind === 'crash' || kind === 'stop' || kind === 'haproxy-down' || kind === 'haproxy-up';
}

/** No router does anything else than before, but for some that had nothing to say and are gone: all stays at rest. */
function onlyIdleStopped(before: ClusterState, after: ClusterState): boolean {
  return before.routers.every((old, index) => {
    const own = after.routers[index];
    return own === old || (own?.status === 'STOPPED' && old.status !== 'MASTER' && !old.holdsVips);
  });
}

function priorityWhenWell(router: FailoverModel['routers'][number]): number {
  return usualPriority(router.member).value;
}

const nodeText = memo((node: NodeState): string => {
  const flags = [node.powered, node.keepalived, node.frozen, node.haproxy, node.isolated].map(Number).join('');
  const sets = [node.downInterfaces, node.forgottenInterfaces, node.bareInterfaces, node.failedChecks];
  const numbers = node.fileValues.size === 0 ? '' : JSON.stringify([...node.fileValues].sort());
  return `${flags}${sets.map((set) => (set.size === 0 ? '' : [...set].sort().join(','))).join('/')}${numbers}`;
});

function traceOf(vertex: Vertex, breakages: readonly Breakage[]): TraceStep[] {
  const steps: TraceStep[] = [];
  for (let at: Vertex | undefined = vertex; at?.step; at = at.from) steps.unshift(traceStep(at.step, breakages));
  return steps;
}

function traceStep({ kind, index }: Step, breakages: readonly Breakage[]): TraceStep {
  const breakage = breakages[index];
  if (!breakage) throw new RangeError(`no fault ${index}`);
  return { kind, fault: breakage.fault };
}
