import type { HolderEntry, TimelineEntry } from '../timeline-entry.ts';

/** A run that could as well have happened. */
export interface OtherRun {
  readonly timeline: readonly TimelineEntry[];
  /** What it supposes, in words; undefined: other times only. */
  readonly because: string | undefined;
}

/** Seconds: holders that come and go more quickly depend on who is scheduled first, and nobody notices. */
const shortest = 0.06;

/**
 * The timeline of the usual run with its races marked: where another run has other holders, or the same ones at a time
 * that differs by more than `tolerance` seconds. A change that only another run has is entered where it would be.
 */
export function withRaces(
  timeline: readonly TimelineEntry[],
  others: readonly OtherRun[],
  tolerance: number,
): readonly TimelineEntry[] {
  const vips = new Set([timeline, ...others.map((other) => other.timeline)].flat().flatMap(vipOf));
  const marked = new Map<TimelineEntry, HolderEntry>();
  const added: HolderEntry[] = [];
  for (const vip of vips) {
    const steps = stepsOf(timeline, vip);
    const runs = others.map((other) => ({ because: other.because, steps: stepsOf(other.timeline, vip) }));
    for (const { index, differing } of divergences(steps, runs, tolerance)) {
      const own = steps[index];
      const entry =
        own?.entry ?? standing(steps, vip, Math.min(...differing.map(({ step }) => step?.t ?? own?.t ?? 0)));
      const race = raceOf(entry, differing, steps[index - 1]?.entry.holders ?? []);
      if (own && timeline.includes(own.entry)) marked.set(own.entry, race);
      else added.push(race);
    }
  }
  if (marked.size === 0 && added.length === 0) return timeline;
  const all = timeline.map((entry) => marked.get(entry) ?? entry);
  return added.length === 0 ? all : [...all, ...added].sort((a, b) => a.t - b.t);
}

/** Holders of an address from a time on, in seconds. */
export interface Step {
  readonly t: number;
  readonly key: string;
  readonly entry: HolderEntry;
}

interface Differing {
  /** What the other run has in this place; undefined: no further change. */
  readonly step: Step | undefined;
  readonly because: string | undefined;
}

function vipOf(entry: TimelineEntry): string[] {
  return 'vip' in entry ? [entry.vip] : [];
}

/** Who holds an address, from the beginning, without what does not last. */
export function stepsOf(timeline: readonly TimelineEntry[], vip: string): Step[] {
  const changes = timeline.filter((entry) => 'vip' in entry && entry.vip === vip) as readonly HolderEntry[];
  const all = [{ t: 0, vip, holders: [] }, ...changes].map((entry) => ({
    t: entry.t,
    key: entry.holders.join(' '),
    entry,
  }));
  const lasting = all.filter(({ t }, index) => (all[index + 1]?.t ?? Number.POSITIVE_INFINITY) - t >= shortest);
  return lasting.filter(({ key }, index) => key !== lasting[index - 1]?.key);
}

/** The steps at which other runs differ, until their holders are others. */
function divergences(
  steps: readonly Step[],
  runs: readonly { readonly steps: readonly Step[]; readonly because: string | undefined }[],
  tolerance: number,
): { index: number; differing: Differing[] }[] {
  const found = new Map<number, Differing[]>();
  for (const run of runs) {
    for (let index = 0; index < Math.max(steps.length, run.steps.length); index++) {
      const [own, other] = [steps[index], run.steps[index]];
      const sameHolders = own !== undefined && own.key === other?.key;
      if (!sameHolders || Math.abs(own.t - other.t) > tolerance) {
        found.set(index, [...(found.get(index) ?? []), { step: other, because: run.because }]);
      }
      if (!sameHolders) break;
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([index, differing]) => ({ index, differing }));
}

/** An entry for a moment at which the usual run has no change. */
function standing(steps: readonly Step[], vip: string, t: number): HolderEntry {
  return { t, vip, holders: steps.at(-1)?.entry.holders ?? [] };
}

/** `before`: the holders that stay where another run has no change. */
function raceOf(entry: HolderEntry, differing: readonly Differing[], before: readonly string[]): HolderEntry {
  const holders = [entry.holders, ...differing.map(({ step }) => step?.entry.holders ?? before)];
  const alternatives = [...new Map(holders.map((some) => [some.join(' '), some])).values()];
  const times = [entry.t, ...differing.flatMap(({ step }) => (step ? [step.t] : []))];
  const why = differing.find(({ because }) => because !== undefined)?.because;
  return {
    ...entry,
    race: true,
    alternatives,
    between: [Math.min(...times), Math.max(...times)],
    ...(why !== undefined && ({ certain: false, why } as const)),
  };
}
