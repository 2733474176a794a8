import { memo } from '../../base/memo.ts';
import type { Steps } from '../../base/steps.ts';
import type { GroupMember, VrrpGroup } from '../../cluster/vrrp.ts';
import { type Fault, formatFault } from '../fault.ts';
import type { FaultHolding, SteadyHolding } from '../prediction.ts';
import { bundleOfVip } from './bundles.ts';
import { explainFault } from './explain.ts';
import { effectOf, type FaultEffect } from './fault-effect.ts';
import { extremeMoments, gapBounds, happenSteps, type Outcome } from './gap.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import { applyToNode } from './node-event.ts';
import { independentParts } from './parts.ts';
import { settleSteps } from './settle.ts';
import { Situations } from './situations.ts';
import { withOtherStarts } from './start-orders.ts';
import { type ClusterState, freshRouter, holdersOf, initialState, type NodeState, routerState } from './state.ts';
import { type Steady, steadySteps, verdictOf } from './steady.ts';
import { apply } from './timeline.ts';

/** Routers at rest after a common start, to which faults happen. */
export interface VrrpRun {
  readonly steady: RunOutcome<SteadyHolding>;
  after(faults: readonly Fault[]): Steps<RunOutcome<FaultHolding>>;
}

export interface RunOutcome<Holding> {
  readonly vips: ReadonlyMap<string, Holding>;
  /** What every node and router is doing; of few faults anybody asks. */
  readonly state: ClusterState;
}

/** Starts all nodes together. What it yields are timers that ran out, and routers that were looked at. */
export function* runSteps(model: FailoverModel): Steps<VrrpRun> {
  const parts: Part[] = [];
  for (const part of independentParts(model)) {
    parts.push(partWith(part, yield* steadySteps(part)));
  }
  const started = startedNodes(model);
  return {
    steady: {
      vips: inOrder(
        model,
        parts.map((part) => part.steady.vips),
      ),
      get state() {
        return joinedState(
          model,
          started,
          [],
          parts.map((part) => ({ part, state: part.steady.state })),
        );
      },
    },
    after: (faults) => predictFaults(model, parts, started, faults),
  };
}

function partWith(model: FailoverModel, steady: Steady): Part {
  const others = steady.others.map(({ first, state }) => ({
    first,
    part: partWith(model, { ...steady, state, others: [] }),
  }));
  return { model, steady, others, after: new Map(), effects: new Map(), latest: undefined };
}

/** A part of the cluster that nothing outside it influences, with what is known of it. */
interface Part {
  readonly model: FailoverModel;
  readonly steady: Steady;
  /** The same where another node came first. */
  readonly others: readonly { readonly first: string; readonly part: Part }[];
  /** States at rest by the faults that led to them, in words: combinations share their beginnings. */
  readonly after: Map<string, ClusterState>;
  /** What each fault does here, by its words. */
  readonly effects: Map<string, FaultEffect>;
  /** What is known of the state in which a fault happened last: mostly the next one happens there, too. */
  latest: Beginning | undefined;
}

/** A state in which faults happen. */
interface Beginning {
  readonly state: ClusterState;
  readonly moments: Map<string, readonly ClusterState[]>;
  readonly ofGroup: Map<VrrpGroup, readonly ClusterState[]>;
  readonly known: Situations;
}

function* predictFaults(
  model: FailoverModel,
  parts: readonly Part[],
  started: readonly NodeState[],
  faults: readonly Fault[],
): Steps<RunOutcome<FaultHolding>> {
  const outcomes: (PartOutcome & { readonly part: Part })[] = [];
  for (const part of parts) outcomes.push({ part, ...(yield* predictPart(part, faults)) });
  let state: ClusterState | undefined;
  return {
    vips: inOrder(
      model,
      outcomes.map((outcome) => outcome.vips),
    ),
    get state() {
      state ??= joinedState(model, started, faults, outcomes);
      return state;
    },
  };
}

/** The holdings of all parts, in the order in which the files list the addresses. */
function inOrder<Holding>(
  model: FailoverModel,
  parts: readonly ReadonlyMap<string, Holding>[],
): ReadonlyMap<string, Holding> {
  const all = new Map(parts.flatMap((part) => [...part]));
  return new Map(
    [...indexOf(model).vipGroups.keys()].flatMap((vip): [string, Holding][] => {
      const holding = all.get(vip);
      return holding ? [[vip, holding]] : [];
    }),
  );
}

/** All nodes, started together. */
function startedNodes(model: FailoverModel): readonly NodeState[] {
  return model.nodes.reduce(
    (nodes, node) => applyToNode(model, nodes, { kind: 'start', node }),
    initialState(model).nodes,
  );
}

function joinedState(
  model: FailoverModel,
  started: readonly NodeState[],
  faults: readonly Fault[],
  parts: readonly { readonly part: Part; readonly state: ClusterState }[],
): ClusterState {
  const effects = faults.map((fault) => effectOf(model, fault));
  const events = effects.flatMap((effect) => [...effect.atOnce, ...effect.detected]);
  const nodes = events.reduce(
    (before, event) => (event.kind === 'timer' ? before : applyToNode(model, before, event)),
    started,
  );
  const routers = model.routers.map(freshRouter);
  const places = placesOf(model);
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

const placesOf = memo(
  (model: FailoverModel) =>
    new Map(model.routers.map((router): [GroupMember, number] => [router.member, router.index])),
);

interface PartOutcome {
  readonly state: ClusterState;
  readonly vips: ReadonlyMap<string, FaultHolding>;
}

function* predictPart(part: Part, faults: readonly Fault[]): Steps<PartOutcome> {
  const { model } = part;
  const concerning = faults.filter((fault) => model.nodes.includes(fault.node));
  // All but the last fault have come to rest when the last one happens.
  const before = yield* stateAfter(part, concerning.slice(0, -1));
  const last = concerning.at(-1);
  const effect = last && effectIn(part, last);
  if (part.latest?.state !== before)
    part.latest = { state: before, moments: new Map(), ofGroup: new Map(), known: new Situations() };
  const { moments, ofGroup, known } = part.latest;
  const outcomes = new Map<readonly ClusterState[], readonly Outcome[]>();
  const vips = new Map<string, FaultHolding>();
  let state = before;
  for (const [vip, group] of indexOf(model).vipGroups) {
    const states = ofGroup.get(group) ?? extremeMoments(model, before, group, moments);
    ofGroup.set(group, states);
    let ends = outcomes.get(states);
    if (!ends) {
      const found: Outcome[] = [];
      for (const moment of states) found.push(yield* happenSteps(model, moment, effect, known));
      outcomes.set(states, found);
      ends = found;
    }
    state = ends[0]?.state ?? before;
    vips.set(vip, holdingAfter({ model, before, faults: concerning, effect, vip, group, ends }));
  }
  part.after.set(keyOf(concerning), state);
  return { state, vips: yield* withOthers(part, faults, vips) };
}

function* withOthers(
  { others }: Part,
  faults: readonly Fault[],
  vips: ReadonlyMap<string, FaultHolding>,
): Steps<ReadonlyMap<string, FaultHolding>> {
  if (others.length === 0) return vips;
  const outcomes: { first: string; vips: ReadonlyMap<string, FaultHolding> }[] = [];
  for (const { first, part } of others) outcomes.push({ first, vips: (yield* predictPart(part, faults)).vips });
  return new Map(
    [...vips].map(([vip, main]): [string, FaultHolding] => {
      const instead = outcomes.flatMap((outcome) => {
        const holding = outcome.vips.get(vip);
        return holding ? [{ first: outcome.first, holding }] : [];
      });
      return [vip, withOtherStarts(main, instead)];
    }),
  );
}

/** The state of a part when the faults have happened one after another. */
function* stateAfter(part: Part, faults: readonly Fault[]): Steps<ClusterState> {
  const last = faults.at(-1);
  if (last === undefined) return part.steady.state;
  const known = part.after.get(keyOf(faults));
  if (known) return known;
  const effect = effectIn(part, last);
  const before: ClusterState = yield* stateAfter(part, faults.slice(0, -1));
  const broken = apply(part.model, before, [...effect.atOnce, ...effect.detected]);
  const state = yield* settleSteps(part.model, broken);
  part.after.set(keyOf(faults), state);
  return state;
}

function effectIn(part: Part, fault: Fault): FaultEffect {
  const key = formatFault(fault);
  const effect = part.effects.get(key) ?? effectOf(part.model, fault);
  part.effects.set(key, effect);
  return effect;
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
  const verdict = verdictOf(model, after, vip, holders);
  const gapMs =
    verdict === 'ok' || verdict === 'not-served'
      ? gapBounds(ends, bundleOfVip(model).get(vip) ?? -1, effect)
      : undefined;
  let explained: Pick<FaultHolding, 'certain' | 'why'> | undefined;
  // The sentence is the dearest part, and of most faults nobody reads it.
  const explain = () =>
    (explained ??= explainFault(model, { before, after, group, vip, holders, faults, verdict, effect }));
  return {
    holders,
    verdict,
    gapMs,
    get certain() {
      return explain().certain;
    },
    get why() {
      return explain().why;
    },
  };
}
