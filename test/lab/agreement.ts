import type { TimelineEntry } from '#core/failover/timeline-entry.ts';
import { second } from '#core/failover/vrrp/timers.ts';
import { slowestStart, usualStart } from '#core/failover/vrrp/variation.ts';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';
import type { HolderChange, Observation, Scenario, ScenarioEvent } from './scenario.ts';

/** Whether the model and the daemons did the same. `slow`: the machine was too busy for the run to prove anything. */
export type Agreement =
  | {
      readonly kind: 'agrees';
      /** What happened is one of the alternatives of a race only. */
      readonly raced: boolean;
      /** The simulation speaks of a race, whether or not it came out as expected. */
      readonly declared: boolean;
      /** The simulation says of its answer that it is not certain. */
      readonly uncertain: boolean;
    }
  /** What happened is something else than the simulation says, which it says is not certain. */
  | { readonly kind: 'uncertain'; readonly why: string }
  | { readonly kind: 'slow'; readonly why: string }
  | { readonly kind: 'disagrees'; readonly why: string };

/** Seconds by which a change may be off: starting a daemon takes up to 60 ms, and a busy machine delays what it does. */
const tolerance = 0.15;
/** Where the schedule of a script decides, whose runs nobody can place better than that. */
const scriptTolerance = 1.2;
/** Hand-overs that are shorter depend on who is scheduled first. */
const shortest = 0.06;
/** Seconds from the command to the daemon's first word beyond which the machine was too slow; the model takes `startInModel`. */
const slowStart = slowestStart / second;
const startInModel = usualStart / second;
/** Seconds by which the log of a busy machine may be late. */
const likeliestShift = 0.3;
const slowEvent = 0.05;
const slowCommand = 0.1;

/** Compares what a run showed with what the model says of the same scenario, at the times at which the events happened. */
export function agreement(scenario: Scenario, seen: Observation): Agreement {
  const why = slowness(seen);
  if (why !== undefined) return { kind: 'slow', why };
  const version = /\d+(?:\.\d+)*/.exec(seen.version)?.[0] ?? '';
  const nodes = Object.fromEntries(Object.entries(scenario.nodes).map(([name, node]) => [name, { version, ...node }]));
  const slack = Math.max(...Object.values(nodes).map((node) => slackOf(scenario, node.version ?? version)));
  const compareFrom = (startedAt: StartTimes): ReturnType<typeof compared> & { timeline: readonly TimelineEntry[] } => {
    const timeline = simulateScenario({ ...scenario, nodes, events: eventsOf(seen, startedAt) });
    return { ...compared(scenario.vips, seen.holders, timeline, slack), timeline };
  };
  const first = compareFrom((node, t) => t + startOf(seen, node, t));
  if (first.kind === 'agrees') return first;
  // The log of a busy machine comes late; when a timer ran out tells better when it was started.
  const shifts = shiftsOf(seen, first.timeline);
  return compareFrom((node, t) => t + startOf(seen, node, t) + (shifts.get(`${node} ${t}`) ?? 0));
}

/** When a daemon really began, for the command's time. */
type StartTimes = (node: string, commanded: number) => number;

/** The events at the times at which they happened. */
function eventsOf(seen: Observation, startedAt: StartTimes): ScenarioEvent[] {
  return seen.events.flatMap(({ t, took, verb, args }): ScenarioEvent[] =>
    verb === 'start'
      ? args.map((node) => [Math.max(t, startedAt(node, t) - startInModel), verb, node])
      : // A command does what it does at its end.
        [[t + took, verb, ...args]],
  );
}

/** By how many seconds each start's first MASTER came later than it was simulated, where that is a matter of the start. */
function shiftsOf(seen: Observation, timeline: readonly TimelineEntry[]): ReadonlyMap<string, number> {
  const shifts = new Map<string, number>();
  const states = timeline.flatMap((entry) => ('state' in entry ? [entry] : []));
  for (const { t, verb, args } of seen.events) {
    if (verb !== 'start') continue;
    for (const node of args) {
      const isFirst = (state: { t: number; node: string; state: string }): boolean =>
        state.t >= t && state.node === node && state.state === 'MASTER';
      const [real, simulated] = [seen.states.find(isFirst), states.find(isFirst)];
      const shift = (real?.t ?? 0) - (simulated?.t ?? 0);
      if (real?.instance === simulated?.instance && Math.abs(shift) < likeliestShift) shifts.set(`${node} ${t}`, shift);
    }
  }
  return shifts;
}

/** Compares the changes of holders that were seen with those of a simulation: the same ones, in time. */
export function compared(
  vips: readonly string[],
  seen: readonly HolderChange[],
  timeline: readonly TimelineEntry[],
  slack: number,
): Exclude<Agreement, { kind: 'slow' }> {
  let raced = false;
  const doubtful = new Set(timeline.flatMap((entry) => ('vip' in entry && entry.certain === false ? [entry.vip] : [])));
  const uncertain: string[] = [];
  const differences = vips.flatMap((vip) => {
    const entries = timeline.flatMap((entry) => ('vip' in entry && entry.vip === vip ? [entry] : []));
    const want = lasting(seen.filter((change) => change.vip === vip));
    const got = lasting(entries);
    const same =
      want.length === got.length &&
      want.every(({ t, key }, index) => got[index]?.key === key && Math.abs((got[index]?.t ?? 0) - t) <= slack);
    if (same) return [];
    const alternatives = entries.flatMap((entry) => (entry.race ? (entry.alternatives ?? [entry.holders]) : []));
    const keys = alternatives.map((holders) => [...holders].sort().join('+'));
    if (want.some(({ key }) => keys.includes(key))) {
      raced = true;
      return [];
    }
    const difference = `${vip}: real ${words(want)} | predicted ${words(got)}`;
    if (!doubtful.has(vip)) return [difference];
    uncertain.push(difference);
    return [];
  });
  if (differences.length > 0) return { kind: 'disagrees', why: differences.join('; ') };
  if (uncertain.length > 0) return { kind: 'uncertain', why: uncertain.join('; ') };
  const declared = timeline.some((entry) => 'race' in entry);
  return { kind: 'agrees', raced, declared, uncertain: doubtful.size > 0 };
}

/** Seconds by which the times may differ. */
export function slackOf({ nodes }: Pick<Scenario, 'nodes'>, version: string): number {
  const texts = Object.values(nodes).map(({ conf }) => conf);
  if (texts.some((conf) => /vrrp_script|vrrp_track_process/.test(conf))) return scriptTolerance;
  // Up to 2.2.7 each advertisement adds what is left of the delay: the error of the start counts that often.
  if (texts.some((conf) => conf.includes('vrrp_startup_delay')) && /^2\.[01]|^2\.2\.[0-7]$/.test(version)) return 0.6;
  // Real timers are late by a fraction of a millisecond each time: after dozens of short intervals nobody knows the phase.
  const short = texts.flatMap((conf) => [...conf.matchAll(/advert_int (0\.\d+)/g)].map((match) => Number(match[1])));
  return tolerance + Math.max(0, ...short);
}

/** Why a run proves nothing: an event or a daemon was late, or a daemon says that its timers were. */
export function slowness(seen: Observation): string | undefined {
  if (seen.lag > slowEvent) return `an event was ${seen.lag.toFixed(3)} s late`;
  // HAProxy takes its time, also when a machine boots; how late a daemon starts is measured by what it says.
  const slow = seen.events.find(({ verb, took }) => took > slowCommand && verb !== 'haproxy' && verb !== 'start');
  if (slow) return `${slow.verb} took ${slow.took.toFixed(3)} s`;
  for (const { t, verb, args } of seen.events) {
    if (verb !== 'start') continue;
    for (const node of args) {
      const waited = seen.log[node]?.some(
        (line) => line.t >= t && line.t < t + 8 && line.text.startsWith('lab: start waited'),
      );
      if (waited) return `${node} was started at ${t} s while it still ran`;
      const needed = startOf(seen, node, t);
      if (needed > slowStart) return `keepalived on ${node} needed ${needed.toFixed(3)} s to start`;
    }
  }
  const frozen = new Set(seen.events.flatMap(({ verb, args }) => (verb === 'stopsig' ? args : [])));
  for (const [node, lines] of Object.entries(seen.log)) {
    const late = lines.find(({ text }) => /thread timer expired|timer .*late/i.test(text));
    if (late && !frozen.has(node)) return `${node} says: ${late.text}`;
  }
  return undefined;
}

/**
 * Seconds from the command to the first state that a daemon tells; where it waits before it tells one, to the start of
 * its VRRP process; the usual ones when it says nothing.
 */
function startOf(seen: Observation, node: string, t: number): number {
  const next = seen.events.find((event) => event.t > t && event.verb === 'start' && event.args.includes(node));
  const until = next?.t ?? Number.POSITIVE_INFINITY;
  const lines = seen.log[node]?.filter((line) => line.t >= t && line.t < until) ?? [];
  const state = lines.find(({ text }) => /Entering (?:BACKUP|FAULT|MASTER) STATE/i.test(text));
  const process = lines.find(({ text }) => text.startsWith('Starting VRRP child process'));
  const first = state && process && state.t - process.t > slowStart ? process : (state ?? process);
  return first ? first.t - t : startInModel;
}

/** How long each start took, in words. */
export function startsOf(seen: Observation): string {
  const starts = seen.events.flatMap(({ t, verb, args }) =>
    verb === 'start' ? args.map((node) => `${node} ${startOf(seen, node, t).toFixed(3)}`) : [],
  );
  return starts.join(', ');
}

interface Step {
  readonly t: number;
  readonly key: string;
}

function lasting(changes: readonly Pick<HolderChange, 't' | 'holders'>[]): Step[] {
  const steps = [{ t: 0, key: '' }, ...changes.map(({ t, holders }) => ({ t, key: [...holders].sort().join('+') }))];
  const kept = steps.filter((step, index) => {
    const next = steps[index + 1];
    // Nobody holds anything before the start, however short that is.
    return index === 0 || next === undefined || next.t - step.t >= shortest;
  });
  return kept.filter((step, index) => index === 0 || kept[index - 1]?.key !== step.key);
}

function words(steps: readonly Step[]): string {
  return steps.map(({ t, key }) => `${key || '–'}@${t.toFixed(2)}`).join(' → ');
}
