import { filesOf } from '../../cluster/cluster.ts';
import { haproxyFiles } from '../../languages/haproxy/config.ts';
import type { Fault } from '../fault.ts';
import { checksOf, interfacesOf } from './breakable.ts';
import type { Occurrence } from './gap.ts';
import { watchesHaproxy } from './haproxy-health.ts';
import type { FailoverModel } from './model.ts';
import type { ClusterEvent } from './state.ts';
import { second } from './timers.ts';
import type { Tracker } from './trackers.ts';
import { badNumber, isUsuallyDown } from './usual.ts';

/** What a fault does to the state, and how long keepalived needs to notice. */
export interface FaultEffect extends Occurrence {
  /** Checks of which nobody can tell from the files whether the fault makes them fail. */
  readonly unclear: readonly string[];
}

const nothing: FaultEffect = { atOnce: [], detected: [], delay: [0, 0], unclear: [] };

export function effectOf(model: FailoverModel, fault: Fault): FaultEffect {
  const { node } = fault;
  switch (fault.kind) {
    case 'crash':
    case 'kill':
    case 'stop':
      return { ...nothing, atOnce: [{ kind: fault.kind, node }] };
    case 'cut':
      return { ...nothing, atOnce: [{ kind: 'isolate', node }] };
    case 'if':
      return { ...nothing, atOnce: [{ kind: 'interface-down', node, name: fault.name }] };
    case 'check':
      return {
        ...nothing,
        detected: [failed(model, node, fault.name)],
        delay: detection(model, node, [fault.name]),
      };
    case 'haproxy': {
      const trackers = trackersOn(model, node);
      const failing = names(trackers, (verdict) => verdict === 'yes');
      return {
        atOnce: [{ kind: 'haproxy-down', node }],
        detected: failing.map((name) => ({ kind: 'check-down', node, name })),
        delay: detection(model, node, failing),
        unclear: failing.length > 0 ? [] : names(trackers, (verdict) => verdict === 'unknown'),
      };
    }
  }
}

function failed(model: FailoverModel, node: string, name: string): ClusterEvent {
  for (const { member, trackers } of model.routers.filter((router) => router.node === node)) {
    const tracker = trackers.find((candidate) => candidate.name === name && candidate.kind !== 'interface');
    if (!tracker) continue;
    if (tracker.kind === 'file') return { kind: 'file', node, name, value: badNumber(tracker) };
    return { kind: isUsuallyDown(member, tracker) ? 'check-up' : 'check-down', node, name };
  }
  return { kind: 'check-down', node, name };
}

interface NodeTracker {
  readonly tracker: Tracker;
  readonly verdict: 'yes' | 'no' | 'unknown';
}

function trackersOn(model: FailoverModel, node: string): NodeTracker[] {
  return model.routers
    .filter((router) => router.node === node)
    .flatMap((router) =>
      router.trackers.map((tracker) => ({ tracker, verdict: watchesHaproxy(router.member, tracker) })),
    );
}

function names(trackers: readonly NodeTracker[], wanted: (verdict: NodeTracker['verdict']) => boolean): string[] {
  return [...new Set(trackers.filter(({ verdict }) => wanted(verdict)).map(({ tracker }) => tracker.name))];
}

/**
 * How long until the checks have noticed: a script is down after `fall` failures in a row, so between `fall − 1` and
 * `fall` intervals; a process is noticed at once (upstream vrrp_scheduler.c, vrrp_script_child_thread).
 */
function detection(model: FailoverModel, node: string, checks: readonly string[]): readonly [number, number] {
  const delays = model.routers
    .filter((router) => router.node === node)
    .flatMap((router) => router.member.config.scripts)
    .filter((script) => checks.includes(script.name))
    .map((script): [number, number] => {
      const interval = Math.max(1, script.interval?.value ?? 1) * second;
      const fall = Math.max(1, script.fall?.value ?? 1);
      return [(fall - 1) * interval, fall * interval];
    });
  return [Math.max(0, ...delays.map(([low]) => low)), Math.max(0, ...delays.map(([, high]) => high))];
}

/** The faults that can happen to each node alone, in the order in which people ask for them. */
export function singleFaults(model: FailoverModel): readonly Fault[] {
  return model.nodes.flatMap((node): Fault[] => {
    const watched = effectOf(model, { kind: 'haproxy', node }).detected.map((event) =>
      'name' in event ? event.name : '',
    );
    const hasHaproxy = model.cluster.nodes.some(
      (candidate) => candidate.name === node && filesOf(candidate, haproxyFiles).length > 0,
    );
    return [
      { kind: 'crash', node },
      { kind: 'stop', node },
      ...(hasHaproxy || watched.length > 0 ? [{ kind: 'haproxy', node } as const] : []),
      ...checksOf(model, node)
        .filter((name) => !watched.includes(name))
        .map((name): Fault => ({ kind: 'check', node, name })),
      ...interfacesOf(model, node).map((name): Fault => ({ kind: 'if', node, name })),
    ];
  });
}
