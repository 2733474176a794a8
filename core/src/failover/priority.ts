import type { GroupMember } from '../cluster/cluster.ts';
import type { Tracked, VrrpInstance } from '../languages/keepalived/config.ts';

/** What a tracker adds to a priority at the moment. */
export interface Addend {
  readonly name: string;
  readonly value: number;
}

/** A thing that a member tracks, with the weight in force. Weight 0 means: when it is down, the instance is in FAULT. */
export interface Tracker {
  readonly kind: 'script' | 'process' | 'interface' | 'file';
  readonly name: string;
  readonly weight: number;
  readonly reverse: boolean;
  /** The line in the instance that asks for it. */
  readonly tracked: Tracked;
}

export interface EffectivePriority {
  readonly base: number;
  readonly value: number;
  readonly addends: readonly Addend[];
  /** A tracker with weight 0 is down: the instance is in FAULT and takes no part in the election. */
  readonly fault: boolean;
}

/** Highest priority, the address owner's: trackers never change it. */
export const ownerPriority = 255;

/**
 * The priority written, or keepalived's default: 255 with `state MASTER`, else 100; a value outside 1..255 becomes
 * 100 (upstream vrrp.c, vrrp_complete_instance; vrrp_parser.c, vrrp_prio_handler).
 */
export function basePriority(instance: VrrpInstance): number {
  const written = instance.priority?.value;
  if (written === undefined) return instance.state?.value === 'MASTER' ? ownerPriority : 100;
  return Number.isInteger(written) && written >= 1 && written <= ownerPriority ? written : 100;
}

/** What the member tracks that keepalived would really run: a script that is declared nowhere is dropped by it. */
export function trackersOf(member: GroupMember): readonly Tracker[] {
  const { instance, config } = member;
  const scripts = instance.trackScripts.flatMap((tracked): Tracker[] => {
    const script = config.scripts.find((candidate) => candidate.name === tracked.name);
    if (!script) return [];
    const weight = tracked.weight?.value ?? script.weight?.value ?? 0;
    return [{ kind: 'script', name: tracked.name, weight, reverse: tracked.reverse || script.reverse, tracked }];
  });
  const plain = (kind: 'process' | 'interface', list: readonly Tracked[]): Tracker[] =>
    list.map((tracked) => ({
      kind,
      name: tracked.name,
      weight: tracked.weight?.value ?? 0,
      reverse: tracked.reverse,
      tracked,
    }));
  return [...scripts, ...plain('process', instance.trackProcesses), ...plain('interface', instance.trackInterfaces)];
}

/**
 * The member's priority while the trackers for which `isDown` says so are down: base + Σ weights, clamped to 1..254
 * (upstream vrrp_track.c, vrrp_set_effective_priority). An owner (255) keeps its priority.
 */
export function effectivePriority(member: GroupMember, isDown: (tracker: Tracker) => boolean): EffectivePriority {
  const base = basePriority(member.instance);
  const addends: Addend[] = [];
  let fault = false;
  for (const tracker of trackersOf(member)) {
    const down = isDown(tracker) !== tracker.reverse;
    if (tracker.weight === 0) fault ||= down;
    else if (base !== ownerPriority) {
      const value = tracker.weight > 0 ? (down ? 0 : tracker.weight) : down ? tracker.weight : 0;
      const signed = tracker.reverse ? -value : value;
      if (signed !== 0) addends.push({ name: tracker.name, value: signed });
    }
  }
  const sum = addends.reduce((total, addend) => total + addend.value, base);
  const value = base === ownerPriority ? base : Math.min(254, Math.max(1, sum));
  return { base, value, addends, fault };
}

/** "101 + 2 (chk_haproxy) = 103", or just "101". */
export function describePriority(priority: EffectivePriority): string {
  if (priority.addends.length === 0) return String(priority.value);
  const sum = priority.addends.map(({ name, value }) => `${value < 0 ? '−' : '+'} ${Math.abs(value)} (${name})`);
  return `${priority.base} ${sum.join(' ')} = ${priority.value}`;
}
