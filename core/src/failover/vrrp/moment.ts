import type { VipMoment } from '../recording.ts';
import type { Status } from '../view.ts';
import type { FailoverModel } from './model.ts';
import { type ClusterState, holdersOf, nodeState, routerState } from './state.ts';
import { verdictOf } from './steady.ts';
import { statusOf } from './view.ts';

/** What people see of a cluster at one moment: what each instance does and who has each virtual IP. */
export interface Moment {
  readonly state: ClusterState;
  /** In the order of the model's routers. */
  readonly statuses: readonly Status[];
  readonly vips: ReadonlyMap<string, VipMoment>;
}

export function momentOf(model: FailoverModel, state: ClusterState): Moment {
  const vips = new Set(model.routers.flatMap((router) => router.vips));
  return {
    state,
    statuses: model.routers.map((router) =>
      statusOf(nodeState(model, state, router.node), routerState(state, router).status),
    ),
    vips: new Map(
      [...vips].map((vip): [string, VipMoment] => {
        const holders = holdersOf(model, state, vip);
        return [vip, { holders, verdict: verdictOf(model, state, vip, holders) }];
      }),
    ),
  };
}

export function sameMoment(a: Moment, b: Moment): boolean {
  const key = ({ statuses, vips, state: { nodes } }: Moment): string =>
    JSON.stringify([
      statuses.map(({ word }) => word),
      [...vips],
      nodes.map((node) => [node.haproxy, node.keepalived, [...node.failedChecks]]),
    ]);
  return key(a) === key(b);
}
