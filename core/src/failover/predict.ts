import type { Version } from '../base/version.ts';
import type { Cluster, VrrpGroup } from '../cluster/cluster.ts';
import { explainFault } from './explain.ts';
import { explore } from './explore.ts';
import { type Fault, formatFault } from './fault.ts';
import { effectOf, type FaultEffect, faultSets } from './fault-effect.ts';
import { extremeMoments, gapBounds, happen, type Outcome } from './gap.ts';
import { type FailoverModel, failoverModel } from './model.ts';
import { applyToNode } from './node-event.ts';
import { independentParts } from './parts.ts';
import type { FaultHolding, FaultPrediction, MemberPrediction, Prediction } from './prediction.ts';
import { effectivePriority } from './priority.ts';
import { exploredProperties, predictedProperties } from './properties.ts';
import { settle } from './settle.ts';
import { type ClusterState, holdersOf, initialState, routerState } from './state.ts';
import { type Steady, steadyState, verdictOf, vipGroups } from './steady.ts';
import { apply } from './timeline.ts';

export interface PredictOptions {
  /** The keepalived that runs on the nodes. */
  readonly keepalived: Version;
  /** Fault sets to predict; by default all of up to `maxFaults`. Where they are given, the properties are about them alone. */
  readonly faults?: readonly (readonly Fault[])[];
  /** How many faults may come together, in the table and in the histories that are explored; by default 1. */
  readonly maxFaults?: number;
}

/** Who holds each virtual IP of a cluster when all is well and after each fault. */
export function predict(cluster: Cluster, options: PredictOptions): Prediction {
  const model = failoverModel(cluster, options.keepalived);
  const parts = independentParts(model).map(
    (part): Part => ({ model: part, steady: steadyState(part), after: new Map() }),
  );
  const { maxFaults = 1 } = options;
  const faults = (options.faults ?? faultSets(model, maxFaults)).map((set) => predictFaults(model, parts, set));
  const exploration = options.faults ? undefined : explore(model, { maxFaults });
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
    properties: exploration ? exploredProperties(exploration) : predictedProperties(faults),
    exploration,
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
  const breaks = new Map<string, readonly Outcome[]>();
  const vips = new Map<string, FaultHolding>();
  let state = before;
  for (const [vip, group] of vipGroups(model)) {
    const listing = model.routers.filter((router) => router.vips.includes(vip)).map((router) => router.index);
    const key = `${model.cluster.groups.indexOf(group)}: ${listing.join(' ')}`;
    const states = moments.get(group) ?? extremeMoments(model, before, group);
    moments.set(group, states);
    const ends = breaks.get(key) ?? states.map((moment) => happen(model, moment, effect, vip));
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
  readonly ends: readonly Outcome[];
}

function holdingAfter({ model, before, faults, effect, vip, group, ends }: VipOutcome): FaultHolding {
  const after = ends[0]?.state ?? before;
  const holders = holdersOf(model, after, vip);
  const verdict = verdictOf(model, after, holders);
  const gapMs = verdict === 'ok' ? gapBounds(ends, effect) : undefined;
  return {
    holders,
    verdict,
    gapMs,
    ...explainFault(model, { before, after, group, vip, holders, faults, verdict, effect }),
  };
}
