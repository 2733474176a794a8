import type { Version } from '../base/version.ts';
import { type Cluster, groupVips, type VrrpGroup } from '../cluster/cluster.ts';
import { explainFault, explainSteady } from './explain.ts';
import { type Fault, formatFault } from './fault.ts';
import { effectOf, type FaultEffect, faultSets } from './fault-effect.ts';
import { type FailoverModel, failoverModel } from './model.ts';
import type {
  FaultHolding,
  FaultPrediction,
  MemberPrediction,
  Prediction,
  Property,
  SteadyHolding,
  Verdict,
} from './prediction.ts';
import { effectivePriority } from './priority.ts';
import { type ClusterState, holdersOf, initialState, nodeState, routerState } from './state.ts';
import { advance, apply, nextTimer } from './timeline.ts';
import { masterDownInterval, second } from './timers.ts';

export interface PredictOptions {
  /** The keepalived that runs on the nodes. */
  readonly keepalived: Version;
  /** Fault sets to predict; by default every single fault. */
  readonly faults?: readonly (readonly Fault[])[];
}

/** Who holds each virtual IP of a cluster when all is well and after each fault. */
export function predict(cluster: Cluster, options: PredictOptions): Prediction {
  const model = failoverModel(cluster, options.keepalived);
  const steady = steadyState(model);
  const faults = (options.faults ?? faultSets(model, 1)).map((set) => predictFaults(model, steady.state, set));
  return {
    cluster,
    members: model.routers.map(
      (router): MemberPrediction => ({
        group: router.group,
        node: router.node,
        priority: effectivePriority(router.member, () => false),
      }),
    ),
    steady: steady.vips,
    faults,
    properties: properties(faults),
  };
}

interface Steady {
  readonly state: ClusterState;
  readonly vips: ReadonlyMap<string, SteadyHolding>;
}

/** Starts all nodes together and waits until the longest timer has had its turn twice. */
function steadyState(model: FailoverModel): Steady {
  const started = apply(
    model,
    initialState(model),
    model.nodes.map((node) => ({ kind: 'start', node })),
  );
  const since = new Map<string, { holders: string; at: number }>();
  const vips = [...vipGroups(model)];
  const state = advance(model, started, 2 * settleTime(model), (current) => {
    for (const [vip] of vips) {
      const holders = holdersOf(model, current, vip).join(' ');
      if (since.get(vip)?.holders !== holders) since.set(vip, { holders, at: current.now });
    }
  });
  return {
    state,
    vips: new Map(
      vips.map(([vip, group]) => {
        const holders = holdersOf(model, state, vip);
        const afterMs = Math.round((since.get(vip)?.at ?? 0) / 1000);
        return [
          vip,
          {
            holders,
            afterMs,
            verdict: verdictOf(model, state, holders),
            ...explainSteady(model, state, group, vip, holders),
          },
        ];
      }),
    ),
  };
}

/** Each virtual IP with the group that moves it (the first one, should two list it). */
function vipGroups(model: FailoverModel): Map<string, VrrpGroup> {
  const vips = new Map<string, VrrpGroup>();
  for (const group of model.cluster.groups) {
    for (const vip of groupVips(group)) if (!vips.has(vip)) vips.set(vip, group);
  }
  return vips;
}

/** Longer than any router waits before it acts. */
function settleTime(model: FailoverModel): number {
  return model.routers.reduce(
    (longest, router) => Math.max(longest, 2 * masterDownInterval(router, 1, router.advertInterval)),
    second,
  );
}

function predictFaults(model: FailoverModel, steady: ClusterState, faults: readonly Fault[]): FaultPrediction {
  // All but the last fault have settled when the last one happens.
  const before = faults.slice(0, -1).reduce((state, fault) => {
    const effect = effectOf(model, fault);
    const broken = apply(model, state, [...effect.atOnce, ...effect.detected]);
    return advance(model, broken, broken.now + 2 * settleTime(model));
  }, steady);
  const last = faults.at(-1);
  const effect = last && effectOf(model, last);
  return {
    faults: faults.map(formatFault),
    vips: new Map(
      [...vipGroups(model)].map(([vip, group]) => [vip, predictVip(model, before, faults, effect, vip, group)]),
    ),
  };
}

function predictVip(
  model: FailoverModel,
  before: ClusterState,
  faults: readonly Fault[],
  effect: FaultEffect | undefined,
  vip: string,
  group: VrrpGroup,
): FaultHolding {
  // A backup waits from the last advertisement that it heard: the gap is longest when the fault follows right after
  // one and shortest right before the next, so both moments are tried.
  const ends = extremes(model, before, group).map((state) => breakAt(model, state, effect, vip));
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

/** The state right after a master of the group has advertised, and right before it does so again. */
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
  const settled = advance(model, broken, broken.now + 2 * settleTime(model), (current) => {
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

function verdictOf(model: FailoverModel, state: ClusterState, holders: readonly string[]): Verdict {
  const [holder, ...others] = holders;
  if (holder === undefined) return 'no-holder';
  if (others.length > 0) return 'several-holders';
  return nodeState(model, state, holder).haproxy ? 'ok' : 'unhealthy-holder';
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
