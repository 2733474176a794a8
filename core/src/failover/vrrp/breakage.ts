import { memo } from '../../base/memo.ts';
import type { Fault } from '../fault.ts';
import { effectOf, type FaultEffect, singleFaults } from './fault-effect.ts';
import type { Occurrence } from './gap.ts';
import type { FailoverModel } from './model.ts';
import type { ClusterEvent } from './state.ts';

/** A fault that can happen to a part of a cluster, and be mended. */
export interface Breakage {
  readonly fault: Fault;
  readonly effect: FaultEffect;
  readonly nodeIndex: number;
  /** Its number among those of its node: nodes that are alike have the same. */
  readonly local: number;
  /** What ends it. */
  readonly mending: readonly ClusterEvent[];
}

/** The single faults of every node, and its being cut off. */
export const breakagesOf = memo((model: FailoverModel): readonly Breakage[] => {
  const faults = singleFaults(model);
  return model.nodes.flatMap((node, nodeIndex) => {
    const own: Fault[] = [...faults.filter((fault) => fault.node === node), { kind: 'cut', node }];
    return own.map((fault, local): Breakage => {
      const effect = effectOf(model, fault);
      return {
        fault,
        effect,
        nodeIndex,
        local,
        mending: [...effect.atOnce, ...effect.detected].flatMap((event) => undo(model, event)),
      };
    });
  });
});

/** Nothing more happens to a node that is off or whose keepalived is stopped, and nothing twice. */
export function canBreak(breakages: readonly Breakage[], active: readonly number[], breakage: Breakage): boolean {
  return active.every((index) => {
    const other = breakages[index];
    return other?.nodeIndex !== breakage.nodeIndex || (other !== breakage && !endsDaemon(other));
  });
}

/** What happens when a fault is mended while others last: a node that boots starts its HAProxy, too. */
export function mendingOf(breakages: readonly Breakage[], active: readonly number[], breakage: Breakage): Occurrence {
  const along = bootsAway(breakages, active, breakage).flatMap((other) => other.mending);
  const lasting = active.some((index) => {
    const other = breakages[index];
    return other?.nodeIndex === breakage.nodeIndex && other.fault.kind === 'cut';
  });
  const { node } = breakage.fault;
  const again: ClusterEvent[] = lasting && breakage.fault.kind === 'crash' ? [{ kind: 'isolate', node }] : [];
  // What a boot mends is well before keepalived starts.
  return { atOnce: [...along, ...breakage.mending, ...again], detected: [], delay: [0, 0] };
}

/** The faults that remain when one is mended. */
export function mended(breakages: readonly Breakage[], active: readonly number[], index: number): number[] {
  const breakage = breakages[index];
  const along = breakage ? bootsAway(breakages, active, breakage) : [];
  return active.filter((other) => other !== index && !along.some((gone) => gone === breakages[other]));
}

function bootsAway(breakages: readonly Breakage[], active: readonly number[], breakage: Breakage): Breakage[] {
  if (breakage.fault.kind !== 'crash') return [];
  return active.flatMap((index) => {
    const other = breakages[index];
    return other && other.nodeIndex === breakage.nodeIndex && other.fault.kind === 'haproxy' ? [other] : [];
  });
}

function endsDaemon({ fault }: Breakage): boolean {
  return fault.kind === 'crash' || fault.kind === 'stop' || fault.kind === 'kill';
}

function undo(model: FailoverModel, event: ClusterEvent): ClusterEvent[] {
  switch (event.kind) {
    case 'crash':
    case 'stop':
    case 'kill':
      return [{ kind: 'start', node: event.node }];
    case 'haproxy-down':
      return [{ kind: 'haproxy-up', node: event.node }];
    case 'check-down':
      return [{ kind: 'check-up', node: event.node, name: event.name }];
    case 'check-up':
      return [{ kind: 'check-down', node: event.node, name: event.name }];
    case 'interface-down':
      return [{ kind: 'interface-up', node: event.node, name: event.name }];
    case 'file':
      return [{ ...event, value: model.fileValuesAtStart?.get(event.node)?.get(event.name) ?? 0 }];
    case 'isolate':
      return [{ kind: 'rejoin', node: event.node }];
    default:
      return [];
  }
}
