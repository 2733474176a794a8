import type { GroupMember } from '../../cluster/vrrp.ts';
import type { Addend, Standing } from '../standing.ts';
import { basePriority, ownerPriority } from './base-priority.ts';
import { type Tracker, trackersOf } from './trackers.ts';

/** What a tracker sees: `down` for scripts, processes and interfaces, the number for a file. */
export type Look = (tracker: Tracker) => boolean | number;

/** The member's priority while its trackers see what `look` says. */
export function effectivePriority(member: GroupMember, look: Look): Standing {
  return priorityOf(basePriority(member.instance), trackersOf(member), look);
}

/**
 * base + Σ weights, clamped to 1..254; an owner (255) keeps its priority (upstream vrrp_track.c,
 * vrrp_set_effective_priority).
 */
export function priorityOf(base: number, trackers: readonly Tracker[], look: Look): Standing {
  const addends: Addend[] = [];
  let fault = false;
  for (const tracker of trackers) {
    const seen = look(tracker);
    const effect = typeof seen === 'number' ? fileEffect(tracker, seen) : checkEffect(tracker, seen);
    if (effect === 'fault') fault = true;
    else if (effect !== 0 && base !== ownerPriority) addends.push({ name: tracker.name, value: effect });
  }
  return { base, value: clamped(base, addends), addends, fault };
}

/** The priority with what a reload has counted wrong. */
export function withMiscount(priority: Standing, by: number): Standing {
  if (by === 0 || priority.base === ownerPriority) return priority;
  const addends = [...priority.addends, { name: 'reload', value: by }];
  return { ...priority, value: clamped(priority.base, addends), addends };
}

function clamped(base: number, addends: readonly Addend[]): number {
  const sum = addends.reduce((total, addend) => total + addend.value, base);
  return base === ownerPriority ? base : Math.min(254, Math.max(1, sum));
}

/** A weight above 0 counts while the check is good, one below 0 while it fails; `reverse` turns both round. */
function checkEffect({ weight, reverse }: Tracker, down: boolean): number | 'fault' {
  if (weight === 0) return down === reverse ? 0 : 'fault';
  if (weight > 0 ? down : !down) return 0;
  return reverse ? -weight : weight;
}

/** With a weight, the file's number times the weight counts, and −254 or less is a fault; with 0, any number but 0 is. */
function fileEffect({ weight, reverse }: Tracker, value: number): number | 'fault' {
  if (weight === 0) return (value !== 0) === reverse ? 0 : 'fault';
  const product = value * (reverse ? -weight : weight);
  return product <= -254 ? 'fault' : Math.min(253, product);
}
