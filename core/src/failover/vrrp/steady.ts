import { memo } from '../../base/memo.ts';
import type { Steps } from '../../base/steps.ts';
import type { SteadyHolding, Verdict } from '../prediction.ts';
import { verdictOn } from '../verdict.ts';
import { explainSteady } from './explain.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import { isNotServed } from './served.ts';
import { eventCost, neverAtRest, settleSteps } from './settle.ts';
import { failingOnStandby } from './standby.ts';
import { distinct, type OtherStart, otherStarts } from './start-orders.ts';
import { type ClusterEvent, type ClusterState, holdersOf, initialState, nodeState, routerState } from './state.ts';
import { apply } from './timeline.ts';

/** What the nodes of a model do when all is well, and who holds what. */
export interface Steady {
  readonly state: ClusterState;
  readonly vips: ReadonlyMap<string, SteadyHolding>;
  /** Where it would be if another node had come first, and held an address because of that. */
  readonly others: readonly OtherStart[];
}

/** Starts all nodes together and waits until everything has come to rest: once for each model. */
export function* steadySteps(model: FailoverModel): Steps<Steady> {
  const known = steadies(model);
  known.steady ??= yield* startSteps(model);
  return known.steady;
}

const steadies = memo((_model: FailoverModel): { steady: Steady | undefined } => ({ steady: undefined }));

function* startSteps(model: FailoverModel): Steps<Steady> {
  const vips = [...indexOf(model).vipGroups];
  const since = new Map<string, { holders: string; at: number }>();
  yield eventCost(model);
  const started = yield* settleSteps(model, startTogether(model), (current) => {
    for (const [vip] of vips) {
      const holders = holdersOf(model, current, vip).join(' ');
      if (since.get(vip)?.holders !== holders) since.set(vip, { holders, at: current.now });
    }
  });
  const rest = (at: ClusterState): Steps<ClusterState> => restSteps(model, at);
  const state = yield* rest(started);
  const others = yield* otherStarts(model, state, rest);
  return {
    state,
    others,
    vips: new Map(
      vips.map(([vip, group]) => {
        const holders = holdersOf(model, state, vip);
        const afterMs = Math.round((since.get(vip)?.at ?? 0) / 1000);
        const verdict = verdictOf(model, state, vip, holders);
        const holding = { holders, afterMs, verdict, ...explainSteady(model, state, group, vip, holders) };
        return [vip, withRace(model, holding, others, vip)];
      }),
    ),
  };
}

/** The state in which standbys are what they are as standbys, too. */
function* restSteps(model: FailoverModel, started: ClusterState): Steps<ClusterState> {
  const standing = standbyEvents(model, started);
  const settled = standing.length === 0 ? started : yield* settleSteps(model, apply(model, started, standing));
  // Who is first at a common start, and stays, is no matter of addresses: `explainSteady` says so.
  return { ...settled, assumed: settled.assumed.filter((what) => what === neverAtRest) };
}

/** Who holds an address for good because it came first is open. */
function withRace(
  model: FailoverModel,
  holding: SteadyHolding,
  others: readonly OtherStart[],
  vip: string,
): SteadyHolding {
  const held = others.map(({ first, state }) => ({ first, holders: holdersOf(model, state, vip) }));
  const alternatives = distinct(
    held.map(({ holders }) => holders),
    holding.holders,
  );
  if (alternatives.length === 0) return holding;
  const names = held.filter(({ first, holders }) => holders.includes(first)).map(({ first }) => first);
  // Equal priorities say so themselves.
  const why =
    names.length === 0 || /equal priorities:/.test(holding.why)
      ? holding.why
      : `${holding.why}; ${names.join(' or ')} keeps the address where it starts first`;
  return { ...holding, ...(holding.certain && { race: true as const }), certain: false, why, alternatives };
}

export function verdictOf(model: FailoverModel, state: ClusterState, vip: string, holders: readonly string[]): Verdict {
  return verdictOn(
    holders,
    (node) => nodeState(model, state, node).haproxy,
    () => !isNotServed(model.cluster, vip, holders),
  );
}

/** Checks that fail on the nodes that have become standbys; one that has another address keeps its HAProxy. */
function standbyEvents(model: FailoverModel, state: ClusterState): ClusterEvent[] {
  const isMaster = (node: string): boolean =>
    model.routers.some((router) => router.node === node && routerState(state, router).status === 'MASTER');
  return model.routers.flatMap(({ node, group, member }) =>
    isMaster(node) ? [] : failingOnStandby(group, member).map((name) => ({ kind: 'check-down' as const, node, name })),
  );
}

/** All nodes start in the same moment. */
function startTogether(model: FailoverModel): ClusterState {
  return apply(
    model,
    initialState(model),
    model.nodes.map((node) => ({ kind: 'start', node })),
  );
}
