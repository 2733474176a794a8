import type { Cluster } from '../cluster/cluster.ts';
import type { KeepalivedVersions } from '../cluster/versions.ts';
import type { Fault } from '../failover/fault.ts';
import type { FaultHolding, Holding, SteadyHolding } from '../failover/prediction.ts';
import { type FailoverModel, failoverModel } from '../failover/vrrp/model.ts';
import { predict } from '../failover/vrrp/predict.ts';
import type { ClusterState } from '../failover/vrrp/state.ts';
import { momentOf } from './moment.ts';
import { stateAt } from './time-line.ts';

/** What is known of a virtual IP in the state that is drawn. */
export interface VipOutcome {
  readonly now: SteadyHolding | FaultHolding;
  readonly before: Holding | undefined;
  /** What follows when the holder loses power. */
  readonly next: FaultHolding | undefined;
}

/** Everything that the parts of the graph are made from. */
export interface Situation {
  readonly cluster: Cluster;
  readonly model: FailoverModel;
  readonly state: ClusterState;
  readonly outcomes: ReadonlyMap<string, VipOutcome>;
}

/** `atMs`: at that moment of the scenario's time line, not in the state that it leads to. */
export function situationAfter(
  cluster: Cluster,
  keepalived: KeepalivedVersions,
  faults: readonly Fault[],
  atMs?: number,
): Situation {
  const model = failoverModel(cluster, keepalived);
  const passing = atMs === undefined ? undefined : stateAt(model, faults, atMs);
  if (passing) return { cluster, model, state: passing, outcomes: passingOutcomes(model, passing) };
  return { cluster, model, ...settled(cluster, keepalived, faults) };
}

/** Who has what in a state that passes: nothing is said of what might come next. */
function passingOutcomes(model: FailoverModel, state: ClusterState): ReadonlyMap<string, VipOutcome> {
  return new Map(
    [...momentOf(model, state).vips].map(([vip, seen]): [string, VipOutcome] => [
      vip,
      { now: { ...seen, certain: true, why: '', gapMs: undefined }, before: undefined, next: undefined },
    ]),
  );
}

/** Two rounds of prediction: the state itself, and what the loss of each holder would lead to from there. */
function settled(
  cluster: Cluster,
  keepalived: KeepalivedVersions,
  faults: readonly Fault[],
): Pick<Situation, 'state' | 'outcomes'> {
  const before = faults.slice(0, -1);
  const asked = faults.length === 0 ? [] : before.length === 0 ? [faults] : [before, faults];
  const prediction = predict(cluster, { keepalived, faults: asked });
  const after = faults.length === 0 ? undefined : prediction.faults.at(-1);
  const now = after?.vips ?? prediction.steady;
  const earlier = before.length === 0 ? prediction.steady : prediction.faults[0]?.vips;
  const holders = [...new Set([...now.values()].flatMap((holding) => holding.holders))];
  const losses = holders.map((node): readonly Fault[] => [...faults, { kind: 'crash', node }]);
  const afterLoss = predict(cluster, { keepalived, faults: losses }).faults;
  const outcomes = new Map(
    [...now].map(([vip, holding]): [string, VipOutcome] => {
      const loss = holding.holders.length === 1 ? holders.indexOf(holding.holders[0] ?? '') : -1;
      return [
        vip,
        {
          now: holding,
          before: faults.length > 0 ? earlier?.get(vip) : undefined,
          next: afterLoss[loss]?.vips.get(vip),
        },
      ];
    }),
  );
  return { state: after?.state ?? prediction.steadyState, outcomes };
}
