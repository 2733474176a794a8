import { memo } from '../../base/memo.ts';
import type { VrrpGroup } from '../../cluster/vrrp.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import type { ClusterState } from './state.ts';

/** Addresses that the same routers list and that therefore move together. */
export interface Bundle {
  readonly vips: readonly string[];
  readonly group: VrrpGroup;
  /** Indices of the routers that list them. */
  readonly routers: readonly number[];
}

/** All addresses that somebody lists, in an order that depends on the routers' places alone. */
export const bundlesOf: (model: FailoverModel) => readonly Bundle[] = memo((model: FailoverModel) => {
  const bundles = new Map<string, { vips: string[]; group: VrrpGroup; routers: number[] }>();
  for (const [vip, listing] of indexOf(model).ofVip) {
    const routers = listing.map((router) => router.index);
    const known = bundles.get(routers.join(' '));
    const [first] = listing;
    if (known) known.vips.push(vip);
    else if (first) bundles.set(routers.join(' '), { vips: [vip], group: first.group, routers });
  }
  return [...bundles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bundle]) => bundle);
});

/** The place of each address's bundle. */
export const bundleOfVip: (model: FailoverModel) => ReadonlyMap<string, number> = memo(
  (model: FailoverModel) =>
    new Map(bundlesOf(model).flatMap(({ vips }, place) => vips.map((vip): [string, number] => [vip, place]))),
);

/** Whether a node with a running HAProxy has the addresses. */
export function isServed(model: FailoverModel, state: ClusterState, { routers }: Bundle): boolean {
  return routers.some((index) => {
    if (!state.routers[index]?.holdsVips) return false;
    const node = state.nodes[model.routers[index]?.nodeIndex ?? -1];
    return node?.powered === true && node.haproxy;
  });
}

/** How long the addresses of each bundle are without service on the way from one state to another. */
export class ServiceWatch {
  private readonly model: FailoverModel;
  private readonly gaps: number[];
  /** Since when each is without service; NaN: it is not. */
  private readonly since: number[];

  constructor(model: FailoverModel, state: ClusterState) {
    this.model = model;
    this.gaps = bundlesOf(model).map(() => 0);
    this.since = bundlesOf(model).map((bundle) => (isServed(model, state, bundle) ? Number.NaN : state.now));
  }

  look(state: ClusterState): void {
    bundlesOf(this.model).forEach((bundle, place) => {
      const since = this.since[place] ?? Number.NaN;
      const served = isServed(this.model, state, bundle);
      if (served !== Number.isNaN(since)) {
        if (served) this.gaps[place] = (this.gaps[place] ?? 0) + state.now - since;
        this.since[place] = served ? Number.NaN : state.now;
      }
    });
  }

  /** Of each bundle, in microseconds; Infinity where service did not come back. */
  result(): readonly number[] {
    return this.gaps.map((gap, place) => (Number.isNaN(this.since[place]) ? gap : Number.POSITIVE_INFINITY));
  }
}
