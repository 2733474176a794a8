import { finish, type Steps } from '../base/steps.ts';
import type { Failover, Outcome } from './engine.ts';
import type { Fault } from './fault.ts';
import { faultSetCount, faultSets } from './fault-sets.ts';
import type { CandidatePrediction, FaultHolding, FaultPrediction, Prediction } from './prediction.ts';
import { exploredProperties, judgedProperties, predictedProperties } from './properties.ts';

export interface PredictOptions {
  /** Fault sets to predict; by default all of up to `maxFaults`. Where they are given, the properties are about them alone. */
  readonly faults?: readonly (readonly Fault[])[];
  /** How many faults may come together, in the table and in the histories that are explored; by default 1. */
  readonly maxFaults?: number;
  /** What the table of faults may cost, in timers that run out, and as much again the histories; what is left is said. */
  readonly maxCost?: number;
  /** Told now and then how far the work is. */
  readonly onProgress?: (progress: PredictProgress) => void;
}

export interface PredictProgress {
  /** Combinations of faults are predicted one by one, then histories are followed; how many of these come is not known. */
  readonly what: 'combinations' | 'histories';
  readonly done: number;
  readonly total: number;
}

/** Who holds each virtual IP of a cluster when all is well and after each fault. */
export function predict(failover: Failover, options: PredictOptions = {}): Prediction {
  return finish(predictSteps(failover, options));
}

/** The same, piece by piece. What it yields are timers that ran out, and routers that were looked at. */
export function* predictSteps(failover: Failover, options: PredictOptions = {}): Steps<Prediction> {
  const run = yield* failover.begin();
  const { maxFaults = 1, maxCost = Number.POSITIVE_INFINITY } = options;
  const singles = options.faults ? [] : failover.singleFaults();
  const faults: FaultPrediction[] = [];
  const total = options.faults?.length ?? faultSetCount(singles, maxFaults);
  let cost = 0;
  for (const set of options.faults ?? faultSets(singles, maxFaults)) {
    if (cost > maxCost) break;
    const steps = run.after(set);
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      cost += step.value;
      yield step.value;
    }
    faults.push(afterFaults(set, step.value));
    options.onProgress?.({ what: 'combinations', done: faults.length, total });
  }
  const onProgress = (done: number, known: number): void =>
    options.onProgress?.({ what: 'histories', done, total: known });
  const exploration =
    options.faults || !failover.explore ? undefined : yield* failover.explore({ maxFaults, maxCost, onProgress });
  const left = total - faults.length;
  const { steady } = run;
  return {
    cluster: failover.cluster,
    program: failover.program,
    candidates: candidatesOf(failover),
    steady: steady.vips,
    get steadyView() {
      return steady.view;
    },
    faults,
    ...(left > 0 && { faultSetsLeftOut: left }),
    properties: judgedProperties(
      exploration ? exploredProperties(exploration) : predictedProperties(faults),
      steady.vips,
      faults,
    ),
    exploration,
  };
}

function afterFaults(faults: readonly Fault[], outcome: Outcome<FaultHolding>): FaultPrediction {
  return {
    faults,
    vips: outcome.vips,
    get view() {
      return outcome.view;
    },
  };
}

function candidatesOf({ cluster, chanceOf }: Failover): CandidatePrediction[] {
  return cluster.groups.flatMap((group) =>
    group.candidates.flatMap((candidate): CandidatePrediction[] => {
      const chance = chanceOf(group, candidate);
      return chance ? [{ group, candidate, standing: chance.standing }] : [];
    }),
  );
}
