import { finish } from '../base/steps.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Failover } from '../failover/engine.ts';
import type { Fault } from '../failover/fault.ts';
import type { FaultHolding, Holding, SteadyHolding } from '../failover/prediction.ts';
import type { RecordedMoment } from '../failover/recording.ts';
import type { ClusterView } from '../failover/view.ts';
import { momentAt } from './time-line.ts';

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
  readonly view: ClusterView;
  readonly outcomes: ReadonlyMap<string, VipOutcome>;
}

/** `atMs`: at that moment of the scenario's time line, not in the state that it leads to. */
export function situationAfter(failover: Failover, faults: readonly Fault[], atMs?: number): Situation {
  const { cluster } = failover;
  const passing = atMs === undefined ? undefined : momentAt(failover, faults, atMs);
  if (passing) return { cluster, view: passing.view, outcomes: passingOutcomes(passing) };
  return { cluster, ...settled(failover, faults) };
}

/** Who has what in a state that passes: nothing is said of what might come next. */
function passingOutcomes({ vips }: RecordedMoment): ReadonlyMap<string, VipOutcome> {
  return new Map(
    [...vips].map(([vip, seen]): [string, VipOutcome] => [
      vip,
      { now: { ...seen, certain: true, why: '', gapMs: undefined }, before: undefined, next: undefined },
    ]),
  );
}

/** The state itself, and what the loss of each holder would lead to from there. */
function settled(failover: Failover, faults: readonly Fault[]): Pick<Situation, 'view' | 'outcomes'> {
  const run = finish(failover.begin());
  const after = (set: readonly Fault[]) => (set.length === 0 ? run.steady : finish(run.after(set)));
  const earlier = faults.length === 0 ? undefined : after(faults.slice(0, -1)).vips;
  const now = after(faults);
  const holders = [...new Set([...now.vips.values()].flatMap((holding) => holding.holders))];
  const afterLoss = holders.map((node) => finish(run.after([...faults, { kind: 'crash', node }])).vips);
  const outcomes = new Map(
    [...now.vips].map(([vip, holding]): [string, VipOutcome] => {
      const loss = holding.holders.length === 1 ? holders.indexOf(holding.holders[0] ?? '') : -1;
      return [vip, { now: holding, before: earlier?.get(vip), next: afterLoss[loss]?.get(vip) }];
    }),
  );
  return { view: now.view, outcomes };
}
