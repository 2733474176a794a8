import type { VrrpGroup } from '../cluster/cluster.ts';
import type { FailoverModel } from './model.ts';
import { settle } from './settle.ts';
import { type ClusterEvent, type ClusterState, routerState } from './state.ts';
import { advance, apply, nextTimer } from './timeline.ts';

/** What happens, and how long keepalived needs to notice. */
export interface Occurrence {
  readonly atOnce: readonly ClusterEvent[];
  /** Happen when a check has noticed; `delay` is how long that takes, shortest and longest, in microseconds. */
  readonly detected: readonly ClusterEvent[];
  readonly delay: readonly [number, number];
}

/** What became of a virtual IP. */
export interface Outcome {
  /** Everything at rest again. */
  readonly state: ClusterState;
  /** Microseconds after the detection without a healthy holder; Infinity when that stays so. */
  readonly gap: number;
  /** Clients are without service already before keepalived has noticed. */
  readonly downUndetected: boolean;
}

/**
 * The state right after a master of the group has advertised, and right before it does so again. A backup waits from
 * the last advertisement that it heard: the gap is longest from the first of these moments, shortest from the second.
 */
export function extremeMoments(model: FailoverModel, state: ClusterState, group: VrrpGroup): readonly ClusterState[] {
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

/** Lets something happen in a state and waits until all is at rest. */
export function happen(model: FailoverModel, state: ClusterState, what: Occurrence | undefined, vip: string): Outcome {
  const served = (current: ClusterState): boolean => isServed(model, current, vip);
  const atOnce = apply(model, state, what?.atOnce ?? []);
  const broken = apply(model, atOnce, what?.detected ?? []);
  let gap = 0;
  let unservedSince = served(broken) ? undefined : broken.now;
  const settled = settle(model, broken, (current) => {
    const isBack = served(current);
    if (isBack && unservedSince !== undefined) {
      gap += current.now - unservedSince;
      unservedSince = undefined;
    } else if (!isBack) unservedSince ??= current.now;
  });
  return {
    state: settled,
    gap: unservedSince === undefined ? gap : Number.POSITIVE_INFINITY,
    downUndetected: !served(atOnce),
  };
}

/** Shortest and longest time without service in milliseconds; undefined when it does not come back. */
export function gapBounds(
  outcomes: readonly Outcome[],
  what: Occurrence | undefined,
): readonly [number, number] | undefined {
  const gaps = outcomes.map((outcome) => outcome.gap);
  if (!gaps.every(Number.isFinite)) return undefined;
  const [soon, late] = outcomes.some((outcome) => outcome.downUndetected) ? (what?.delay ?? [0, 0]) : [0, 0];
  return [toMs(Math.min(...gaps) + soon), toMs(Math.max(...gaps) + late)];
}

/** Whether a node with a running HAProxy has the address. */
export function isServed(model: FailoverModel, state: ClusterState, vip: string): boolean {
  return model.routers.some((router) => {
    if (!state.routers[router.index]?.holdsVips || !router.vips.includes(vip)) return false;
    const node = state.nodes[router.nodeIndex];
    return node?.powered === true && node.haproxy;
  });
}

const toMs = (microseconds: number): number => Math.round(microseconds / 1000);
