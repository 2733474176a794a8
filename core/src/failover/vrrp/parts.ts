import { memo } from '../../base/memo.ts';
import { vrrpGroups } from '../../cluster/vrrp.ts';
import { hearersOf } from './hearers.ts';
import type { FailoverModel } from './model.ts';
import type { RouterModel } from './router.ts';

/**
 * The parts of a model that never influence each other: routers that cannot hear each other, share no sync group, no
 * address and no virtual router. What happens to the cluster is what happens to its parts side by side, so each is
 * looked at alone. Nodes and routers keep their order; a cluster without any router has no part.
 */
export const independentParts: (model: FailoverModel) => readonly FailoverModel[] = memo((model: FailoverModel) => {
  const leaders = model.routers.map((_, index) => index);
  const leaderOf = (index: number): number => {
    let leader = index;
    while (leaders[leader] !== leader) leader = leaders[leader] ?? leader;
    return leader;
  };
  const join = (a: number, b: number): void => {
    leaders[leaderOf(a)] = leaderOf(b);
  };
  const first = new Map<string, number>();
  const joinAllWith = (router: RouterModel, key: string): void => {
    const known = first.get(key);
    if (known === undefined) first.set(key, router.index);
    else join(router.index, known);
  };
  for (const router of model.routers) {
    if (router.sync !== undefined) joinAllWith(router, `sync ${router.sync}`);
    for (const vip of router.vips) joinAllWith(router, `vip ${vip}`);
    joinAllWith(router, `group ${vrrpGroups(model.cluster).indexOf(router.group)}`);
    for (const { receiver } of model.hearers[router.index] ?? []) join(router.index, receiver.index);
  }
  const parts = new Map<number, RouterModel[]>();
  for (const router of model.routers) {
    const leader = leaderOf(router.index);
    const part = parts.get(leader);
    if (part) part.push(router);
    else parts.set(leader, [router]);
  }
  return [...parts.values()].map((routers) => {
    const nodes = model.nodes.filter((node) => routers.some((router) => router.node === node));
    return partOf(model, nodes, routers);
  });
});

/** The model of some of the routers, with nodes and routers in the order given. */
export function partOf(model: FailoverModel, nodes: readonly string[], chosen: readonly RouterModel[]): FailoverModel {
  const routers = chosen.map((router, index) => ({ ...router, index, nodeIndex: nodes.indexOf(router.node) }));
  const groups = vrrpGroups(model.cluster).filter(
    (group) => group.addresses.length > 0 && chosen.some((router) => router.group === group),
  );
  return { ...model, cluster: { ...model.cluster, groups }, nodes, routers, hearers: hearersOf(routers) };
}
