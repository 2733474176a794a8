import type { Steps } from '../../base/steps.ts';
import type { VrrpGroup } from '../../cluster/vrrp.ts';
import { bundlesOf, isServed, ServiceWatch } from './bundles.ts';
import { onlyBackupsLost, withoutLost } from './idle-loss.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import { eventCost, settleSteps } from './settle.ts';
import { areManifold, type Situations, situationOf } from './situations.ts';
import { type ClusterEvent, type ClusterState, routerState } from './state.ts';
import { advance, apply, nextTimer } from './timeline.ts';

/** What happens, and how long keepalived needs to notice. */
export interface Occurrence {
  readonly atOnce: readonly ClusterEvent[];
  /** Happen when a check has noticed; `delay` is how long that takes, shortest and longest, in microseconds. */
  readonly detected: readonly ClusterEvent[];
  readonly delay: readonly [number, number];
}

/** What became of the cluster and of the virtual IPs of each bundle. */
export interface Outcome {
  /** Everything at rest again. */
  readonly state: ClusterState;
  /** Of each bundle: microseconds after the detection without a healthy holder; Infinity when that stays so. */
  readonly gaps: readonly number[];
  /** Of each bundle: clients are without service already before keepalived has noticed. */
  readonly downUndetected: readonly boolean[];
}

/**
 * The state right after a master of the group has advertised, and right before it does so again. A backup waits from
 * the last advertisement that it heard: the gap is longest from the first of these moments, shortest from the second.
 * Groups whose masters advertise together have the same moments, which `known` keeps: of one model and state.
 */
export function extremeMoments(
  model: FailoverModel,
  state: ClusterState,
  group: VrrpGroup,
  known: Map<string, readonly ClusterState[]> = new Map(),
): readonly ClusterState[] {
  const masters = (indexOf(model).ofGroup.get(group) ?? []).filter(
    (router) => routerState(state, router).status === 'MASTER',
  );
  const timer =
    masters.length === 0
      ? nextTimer(model, state)?.at
      : Math.min(...masters.map((router) => routerState(state, router).timer));
  if (timer === undefined || !Number.isFinite(timer)) return once(known, '', () => [state]);
  const interval = masters[0]?.advertInterval ?? 2;
  return once(known, `${timer} ${interval}`, () => {
    const [sent = state] = once(known, `${timer}`, () => [advance(model, state, timer)]);
    return [sent, advance(model, sent, timer + interval - 1)];
  });
}

function once<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** Lets something happen in a state and waits until all is at rest. `known`: what followed from situations of this model. */
export function* happenSteps(
  model: FailoverModel,
  state: ClusterState,
  what: Occurrence | undefined,
  known?: Situations,
): Steps<Outcome> {
  yield eventCost(model);
  const { atOnce = [], detected = [] } = what ?? {};
  const events = [...atOnce, ...detected];
  const first = apply(model, state, atOnce);
  const broken = apply(model, first, detected);
  const downUndetected = bundlesOf(model).map((bundle) => !isServed(model, first, bundle));
  if (known && onlyBackupsLost(model, state, broken, events)) {
    const rest = known.rest(model, state);
    const gaps = new ServiceWatch(model, broken).result();
    if (rest) return { state: withoutLost(state, broken, rest), gaps, downUndetected };
  }
  const situation = known && areManifold(events) ? situationOf(model, broken) : undefined;
  const before = known?.get(situation);
  if (before) return { state: { ...before.state, nodes: broken.nodes }, gaps: before.gaps, downUndetected };
  const watch = new ServiceWatch(model, broken);
  const settled = yield* settleSteps(model, broken, (current) => watch.look(current));
  const outcome: Outcome = { state: settled, gaps: watch.result(), downUndetected };
  known?.set(situation, outcome);
  return outcome;
}

/** Shortest and longest time of a bundle without service in milliseconds; undefined when it does not come back. */
export function gapBounds(
  outcomes: readonly Outcome[],
  bundle: number,
  what: Occurrence | undefined,
): readonly [number, number] | undefined {
  const gaps = outcomes.map((outcome) => outcome.gaps[bundle] ?? Number.POSITIVE_INFINITY);
  if (!gaps.every(Number.isFinite)) return undefined;
  const isDown = outcomes.some((outcome) => outcome.downUndetected[bundle] ?? true);
  const [soon, late] = isDown ? (what?.delay ?? [0, 0]) : [0, 0];
  return [toMs(Math.min(...gaps) + soon), toMs(Math.max(...gaps) + late)];
}

const toMs = (microseconds: number): number => Math.round(microseconds / 1000);
