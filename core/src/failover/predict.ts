import type { Version } from '../base/version.ts';
import type { Cluster, VrrpGroup } from '../cluster/cluster.ts';
import { explainFault } from './explain.ts';
import { type Fault, formatFault } from './fault.ts';
import { effectOf, type FaultEffect, faultSets } from './fault-effect.ts';
import { type FailoverModel, failoverModel } from './model.ts';
import { applyToNode } from './node-event.ts';
import { independentParts } from './parts.ts';
import type { FaultHolding, FaultPrediction, MemberPrediction, Prediction, Property, Verdict } from './prediction.ts';
import { effectivePriority } from './priority.ts';
import { settle } from './settle.ts';
import { type ClusterState, holdersOf, initialState, nodeState, routerState } from './state.ts';
import { type Steady, steadyState, verdictOf, vipGroups } from './steady.ts';
import { advance, apply, nextTimer } from './timeline.ts';

export interface PredictOptions {
  /** The keepalived that runs on the nodes. */
  readonly keepalived: Version;
  /** Fault sets to predict; by default every single fault. */
  readonly faults?: readonly (readonly Fault[])[];
}

/** Who holds each virtual IP of a cluster when all is well and after each fault. */
export function predict(cluster: Cluster, options: PredictOptions): Prediction {
  const model = failoverModel(cluster, options.keepalived);
  const parts = independentParts(model).map(
    (part): Part => ({ model: part, steady: steadyState(part), after: new Map() }),
  );
  const faults = (options.faults ?? faultSets(model, 1)).map((set) => predictFaults(model, parts, set));
  return {
    cluster,
    members: model.routers.map(
      (router): MemberPrediction => ({
        group: router.group,
        node: router.node,
        priority: effectivePriority(router.member, () => false),
      }),
    ),
    steady: inOrder(
      model,
      parts.map((part) => part.steady.vips),
    ),
    steadyState: joinedState(
      model,
      [],
      parts.map((part) => ({ part, state: part.steady.state })),
    ),
    faults,
    properties: properties(faults),
  };
}

/** A part of the cluster that nothing outside it influences, with what is known of it. */
interface Part {
  readonly model: FailoverModel;
  readonly steady: Steady;
  /** States at rest by the faults that led to them, in words: combinations share their beginnings. */
  readonly after: Map<string, ClusterState>;
}

function predictFaults(model: FailoverModel, parts: readonly Part[], faults: readonly Fault[]): FaultPrediction {
  const outcomes = parts.map((part) => ({ part, ...predictPart(part, faults) }));
  return {
    faults: faults.map(formatFault),
    vips: inOrder(
      model,
      outcomes.map((outcome) => outcome.vips),
    ),
    state: joinedState(model, faults, outcomes),
  };
}

/** The holdings of all parts, in the order in which the files list the addresses. */
function inOrder<Holding>(
  model: FailoverModel,
  parts: readonly ReadonlyMap<string, Holding>[],
): ReadonlyMap<string, Holding> {
  const all = new Map(parts.flatMap((part) => [...part]));
  return new Map(
    [...vipGroups(model).keys()].flatMap((vip): [string, Holding][] => {
      const holding = all.get(vip);
      return holding ? [[vip, holding]] : [];
    }),
  );
}

function joinedState(
  model: FailoverModel,
  faults: readonly Fault[],
  parts: readonly { readonly part: Part; readonly state: ClusterState }[],
): ClusterState {
  const effects = faults.map((fault) => effectOf(model, fault));
  const events = effects.flatMap((effect) => [...effect.atOnce, ...effect.detected]);
  const start = apply(
    model,
    initialState(model),
    model.nodes.map((node) => ({ kind: 'start', node })),
  );
  const { nodes } = events.reduce(
    (state, event) => (event.kind === 'timer' ? state : applyToNode(model, state, event)),
    start,
  );
  const routers = [...start.routers];
  const places = new Map(model.routers.map((router) => [router.member, router.index]));
  for (const { part, state } of parts) {
    for (const router of part.model.routers) routers[places.get(router.member) ?? -1] = routerState(state, router);
  }
  return {
    now: Math.max(0, ...parts.map(({ state }) => state.now)),
    nodes,
    routers,
    assumed: [...new Set(parts.flatMap(({ state }) => state.assumed))],
  };
}

interface PartOutcome {
  readonly state: ClusterState;
  readonly vips: ReadonlyMap<string, FaultHolding>;
}

function predictPart(part: Part, faults: readonly Fault[]): PartOutcome {
  const { model } = part;
  const concerning = faults.filter((fault) => model.nodes.includes(fault.node));
  // All but the last fault have come to rest when the last one happens.
  const before = stateAfter(part, concerning.slice(0, -1));
  const last = concerning.at(-1);
  const effect = last && effectOf(model, last);
  const moments = new Map<VrrpGroup, readonly ClusterState[]>();
  const breaks = new Map<string, readonly Broken[]>();
  const vips = new Map<string, FaultHolding>();
  let state = before;
  for (const [vip, group] of vipGroups(model)) {
    const listing = model.routers.filter((router) => router.vips.includes(vip)).map((router) => router.index);
    const key = `${model.cluster.groups.indexOf(group)}: ${listing.join(' ')}`;
    const states = moments.get(group) ?? extremes(model, before, group);
    moments.set(group, states);
    const ends = breaks.get(key) ?? states.map((moment) => breakAt(model, moment, effect, vip));
    breaks.set(key, ends);
    state = ends[0]?.state ?? before;
    vips.set(vip, holdingAfter({ model, before, faults: concerning, effect, vip, group, ends }));
  }
  part.after.set(keyOf(concerning), state);
  return { state, vips };
}

/** The state of a part when the faults have happened one after another. */
function stateAfter(part: Part, faults: readonly Fault[]): ClusterState {
  const last = faults.at(-1);
  if (last === undefined) return part.steady.state;
  const known = part.after.get(keyOf(faults));
  if (known) return known;
  const effect = effectOf(part.model, last);
  const broken = apply(part.model, stateAfter(part, faults.slice(0, -1)), [...effect.atOnce, ...effect.detected]);
  const state = settle(part.model, broken);
  part.after.set(keyOf(faults), state);
  return state;
}

const keyOf = (faults: readonly Fault[]): string => JSON.stringify(faults.map(formatFault));

interface VipOutcome {
  readonly model: FailoverModel;
  readonly before: ClusterState;
  readonly faults: readonly Fault[];
  readonly effect: FaultEffect | undefined;
  readonly vip: string;
  readonly group: VrrpGroup;
  readonly ends: readonly Broken[];
}

function holdingAfter({ model, before, faults, effect, vip, group, ends }: VipOutcome): FaultHolding {
  const after = ends[0]?.state ?? before;
  const holders = holdersOf(model, after, vip);
  const verdict = verdictOf(model, after, holders);
  const gaps = ends.map((end) => end.gap);
  const detection = ends.some((end) => end.downUndetected) ? (effect?.delay ?? [0, 0]) : [0, 0];
  const finite = verdict === 'ok' && gaps.every(Number.isFinite);
  const gapMs = finite
    ? ([toMs(Math.min(...gaps) + detection[0]), toMs(Math.max(...gaps) + detection[1])] as const)
    : undefined;
  return {
    holders,
    verdict,
    gapMs,
    ...explainFault(model, { before, after, group, vip, holders, faults, verdict, effect }),
  };
}

const toMs = (microseconds: number): number => Math.round(microseconds / 1000);

/**
 * The state right after a master of the group has advertised, and right before it does so again. A backup waits from
 * the last advertisement that it heard: the gap is longest from the first of these moments, shortest from the second.
 */
function extremes(model: FailoverModel, state: ClusterState, group: VrrpGroup): ClusterState[] {
  const masters = model.routers.filter(
    (router) => router.group === group && routerState(state, router).status === 'MASTER',
  );
  const timer =
    masters.length === 0
      ? nextTimer(model, state)?.at
      : Math.min(...masters.map((router) => routerState(state, router).timer));
  if (timer === undefined || !Number.isFinite(timer)) return [state];
  const sent = advance(model, state, timer);
  const interval = masters[0]?.advertInterval ?? 2;
  return [sent, advance(model, sent, timer + interval - 1)];
}

interface Broken {
  readonly state: ClusterState;
  /** Microseconds after the detection of the fault without a healthy holder; Infinity when that stays so. */
  readonly gap: number;
  /** Clients are without service already before keepalived has noticed the fault. */
  readonly downUndetected: boolean;
}

function breakAt(model: FailoverModel, state: ClusterState, effect: FaultEffect | undefined, vip: string): Broken {
  const isServed = (current: ClusterState): boolean =>
    holdersOf(model, current, vip).some((node) => nodeState(model, current, node).haproxy);
  const atOnce = apply(model, state, effect?.atOnce ?? []);
  const broken = apply(model, atOnce, effect?.detected ?? []);
  let gap = 0;
  let unservedSince = isServed(broken) ? undefined : broken.now;
  const settled = settle(model, broken, (current) => {
    const served = isServed(current);
    if (served && unservedSince !== undefined) {
      gap += current.now - unservedSince;
      unservedSince = undefined;
    } else if (!served) unservedSince ??= current.now;
  });
  return {
    state: settled,
    gap: unservedSince === undefined ? gap : Number.POSITIVE_INFINITY,
    downUndetected: !isServed(atOnce),
  };
}

function properties(faults: readonly FaultPrediction[]): Property[] {
  const broken = (...verdicts: Verdict[]): string[] => {
    const found = faults.find((fault) =>
      [...fault.vips.values()].some((holding) => verdicts.includes(holding.verdict)),
    );
    return found ? [...found.faults] : [];
  };
  const single = faults.every((fault) => fault.faults.length === 1);
  const property = (what: string, trace: string[]): Property => ({
    id: `${what}-after-any-${single ? 'single-fault' : 'combination-of-faults'}`,
    holds: trace.length === 0,
    trace,
  });
  return [
    property('one-holder', broken('no-holder', 'several-holders')),
    property('healthy-holder', broken('unhealthy-holder')),
  ];
}
