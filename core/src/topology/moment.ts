import type { Verdict } from '../failover/prediction.ts';
import type { FailoverModel } from '../failover/vrrp/model.ts';
import { isNotServed } from '../failover/vrrp/served.ts';
import { type ClusterState, holdersOf, nodeState, routerState } from '../failover/vrrp/state.ts';
import type { MemberState } from './graph.ts';

/** What people see of a cluster at one moment: what each instance does and who has each virtual IP. */
export interface Moment {
  readonly state: ClusterState;
  /** In the order of the model's routers. */
  readonly statuses: readonly MemberState[];
  readonly vips: ReadonlyMap<string, VipMoment>;
}

export interface VipMoment {
  readonly holders: readonly string[];
  readonly verdict: Verdict;
}

export function momentOf(model: FailoverModel, state: ClusterState): Moment {
  const vips = new Set(model.routers.flatMap((router) => router.vips));
  return {
    state,
    statuses: model.routers.map((router) =>
      nodeState(model, state, router.node).powered ? routerState(state, router).status : 'OFF',
    ),
    vips: new Map([...vips].map((vip) => [vip, vipMoment(model, state, vip)])),
  };
}

export function sameMoment(a: Moment, b: Moment): boolean {
  const key = ({ statuses, vips, state: { nodes } }: Moment): string =>
    JSON.stringify([statuses, [...vips], nodes.map((node) => [node.haproxy, node.keepalived, [...node.failedChecks]])]);
  return key(a) === key(b);
}

function vipMoment(model: FailoverModel, state: ClusterState, vip: string): VipMoment {
  const holders = holdersOf(model, state, vip);
  const [holder, ...others] = holders;
  if (holder === undefined) return { holders, verdict: 'no-holder' };
  if (others.length > 0) return { holders, verdict: 'several-holders' };
  if (!nodeState(model, state, holder).haproxy) return { holders, verdict: 'unhealthy-holder' };
  return { holders, verdict: isNotServed(model.cluster, vip, holders) ? 'not-served' : 'ok' };
}
