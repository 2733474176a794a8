import { groupVips, type VrrpGroup } from '../cluster/cluster.ts';
import { explainSteady } from './explain.ts';
import type { FailoverModel } from './model.ts';
import type { SteadyHolding, Verdict } from './prediction.ts';
import { settle } from './settle.ts';
import { type ClusterState, holdersOf, initialState, nodeState } from './state.ts';
import { apply } from './timeline.ts';

/** What the nodes of a model do when all is well, and who holds what. */
export interface Steady {
  readonly state: ClusterState;
  readonly vips: ReadonlyMap<string, SteadyHolding>;
}

/** Starts all nodes together and waits until everything has come to rest. */
export function steadyState(model: FailoverModel): Steady {
  const vips = [...vipGroups(model)];
  const since = new Map<string, { holders: string; at: number }>();
  const state = settle(model, startTogether(model), (current) => {
    for (const [vip] of vips) {
      const holders = holdersOf(model, current, vip).join(' ');
      if (since.get(vip)?.holders !== holders) since.set(vip, { holders, at: current.now });
    }
  });
  return {
    // Who is first at a common start, and stays, is no matter of addresses: `explainSteady` says so.
    state: { ...state, assumed: [] },
    vips: new Map(
      vips.map(([vip, group]) => {
        const holders = holdersOf(model, state, vip);
        const afterMs = Math.round((since.get(vip)?.at ?? 0) / 1000);
        const verdict = verdictOf(model, state, holders);
        return [vip, { holders, afterMs, verdict, ...explainSteady(model, state, group, vip, holders) }];
      }),
    ),
  };
}

/** Each virtual IP with the group that moves it (the first one, should two list it). */
export function vipGroups(model: FailoverModel): ReadonlyMap<string, VrrpGroup> {
  const vips = new Map<string, VrrpGroup>();
  for (const group of model.cluster.groups) {
    for (const vip of groupVips(group)) if (!vips.has(vip)) vips.set(vip, group);
  }
  return vips;
}

export function verdictOf(model: FailoverModel, state: ClusterState, holders: readonly string[]): Verdict {
  const [holder, ...others] = holders;
  if (holder === undefined) return 'no-holder';
  if (others.length > 0) return 'several-holders';
  return nodeState(model, state, holder).haproxy ? 'ok' : 'unhealthy-holder';
}

/** All nodes start in the same moment. */
function startTogether(model: FailoverModel): ClusterState {
  return apply(
    model,
    initialState(model),
    model.nodes.map((node) => ({ kind: 'start', node })),
  );
}
