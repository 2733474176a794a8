import type { HolderEntry, LateStart, TimelineEntry } from '../timeline-entry.ts';
import { stepsOf } from './races.ts';
import type { Scenario } from './scenario.ts';
import { second } from './timers.ts';
import { lateStart, slowestStart } from './variation.ts';

/** Microseconds to which the least lateness that makes a difference is looked for. */
const precision = 2000;

/**
 * The timeline with what would be different if one daemon needed much longer to start than usual: at the first change
 * of holders that would be another one, which node, how much later it comes up at least, and who has the address then.
 *
 * Times that only move with the start are no difference. `run` runs the scenario with a variation.
 */
export function withLateStarts(
  scenario: Scenario,
  timeline: readonly TimelineEntry[],
  run: (variation: ReturnType<typeof lateStart>) => readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const found = new Map<TimelineEntry, LateStart[]>();
  const vips = [...new Set(timeline.flatMap((entry) => ('vip' in entry ? [entry.vip] : [])))];
  for (const node of startedNodes(scenario)) {
    const runs = new Map<number, readonly TimelineEntry[]>();
    const late = (by: number): readonly TimelineEntry[] => {
      const known = runs.get(by) ?? run(lateStart(node, by));
      runs.set(by, known);
      return known;
    };
    for (const vip of vips) {
      const differing = (by: number): Difference | undefined => firstDifference(scenario, timeline, late(by), vip);
      if (!differing(slowestStart)) continue;
      let [same, other] = [0, slowestStart];
      while (other - same > precision) {
        const middle = Math.round((same + other) / 2);
        if (differing(middle)) other = middle;
        else same = middle;
      }
      const difference = differing(other);
      if (!difference || saysSo(difference)) continue;
      const { entry, holders } = difference;
      found.set(entry, [...(found.get(entry) ?? []), { node, laterBy: Math.round(other / 1000) / 1000, holders }]);
    }
  }
  if (found.size === 0) return timeline;
  return timeline.map((entry) => {
    const unless = found.get(entry);
    return unless === undefined ? entry : { ...entry, unless };
  });
}

interface Difference {
  readonly entry: HolderEntry;
  readonly holders: readonly string[];
}

/** Who has the address instead, where the holders of another run are first others. */
function firstDifference(
  scenario: Scenario,
  timeline: readonly TimelineEntry[],
  other: readonly TimelineEntry[],
  vip: string,
): Difference | undefined {
  const [own, late] = [stepsOf(timeline, vip), stepsOf(other, vip)];
  const index = own.findIndex(({ key }, at) => key !== late[at]?.key);
  const step = own[index];
  // What comes later than the scenario lasts is not seen.
  if (step === undefined || (late.length <= index && step.t > scenario.until - slowestStart / second)) return undefined;
  const holders = late[index]?.entry.holders ?? own[index - 1]?.entry.holders ?? [];
  return timeline.includes(step.entry) ? { entry: step.entry, holders } : undefined;
}

/** The entry names these holders already, as an alternative of a race. */
function saysSo({ entry, holders }: Difference): boolean {
  return entry.alternatives?.some((some) => some.join(' ') === holders.join(' ')) ?? false;
}

function startedNodes({ events }: Scenario): readonly string[] {
  return [...new Set(events.flatMap(([, verb, ...nodes]) => (verb === 'start' ? nodes : [])))];
}
