import type { Scenario } from './scenario.ts';

/** What nobody can know before a run: how quick daemons and commands are, and what the machines are called. */
export interface Variation {
  /** Microseconds by which the node's daemon is later than usual at its next start; below 0: earlier. */
  start(node: string): number;
  /** Microseconds by which the next event of a scenario is late. */
  event(): number;
  /** Microseconds by which the next timer is late; of a router: by its index. */
  timer(router?: number): number;
  /** `FailoverModel.crossing`; undefined: as mostly. */
  readonly crossing?: number;
  /** Microseconds by which the advertisement that starts a `preempt_delay` is read late; undefined: not at all. */
  readonly preemptReadLate?: number;
  /** Ties between addresses that nobody knows go the other way. */
  readonly reversesTies?: boolean;
  /** The configuration id (`@id` lines) of nodes that are given none; undefined: as the node is called. */
  readonly configId?: string;
  /** What this variation supposes, in words; undefined: nothing but other times. */
  readonly because?: string;
}

/** Everything takes as long as it mostly does. */
export const usual: Variation = { start: () => 0, event: () => 0, timer: () => 0 };

/** How many runs with drawn times are looked at. */
const jitteredRuns = 10;

/** Microseconds from the command to a daemon's first look at the network: the median of 2006 starts. */
export const usualStart = 40_000;

/**
 * Microseconds by which a start is sooner or later than the usual one. Of 368 pairs of daemons that one command started
 * in the lab, 96 of 100 came up within twice that of each other; what becomes of the others: `late-starts.ts`.
 */
const startSpread = 18_000;

/** Microseconds by which the slowest of these starts was late; a run of the lab with a later one proves nothing. */
export const slowestStart = 500_000;

/** Microseconds that a command may need. */
const eventSpread = 25_000;

/** Real timers are late by a fraction of a millisecond. */
const timerSpread = 500;

/** No host has this name. */
const noSuchId = '\u0000';

/**
 * The runs that a scenario could as well be: with other times, and with other names of the machines where these decide
 * which lines of a configuration count. Always the same ones for the same scenario.
 */
export function variationsOf(scenario: Scenario): readonly Variation[] {
  const drawn = Array.from({ length: jitteredRuns }, (_, index) => jittered(index + 1));
  const delays = Object.values(scenario.nodes).some(({ conf }) => conf.includes('preempt_delay')) ? [lateReading] : [];
  return [...extremes, ...delays, ...drawn, ...renamed(scenario)];
}

/** No advertisements cross. */
const never = Number.NEGATIVE_INFINITY;

/**
 * As far as advertisements and commands can be shifted against each other, in both directions. Of routers whose timers
 * run out together, the first or the last is a microsecond earlier and heard in time.
 */
const extremes: readonly Variation[] = [
  { start: () => -startSpread, event: () => eventSpread, timer: (router = 0) => router, crossing: never },
  { ...usual, start: () => startSpread, timer: (router = 0) => Math.max(0, timerSpread - router), crossing: never },
];

/**
 * A `preempt_delay` of two or three intervals ends in the moment of an advertisement. Where the one that started it was
 * read late, and the master's timers since, 0.15 ms late each, have not made up for that, the last one is accepted,
 * too. How often that happens for how many intervals: docs/agreement.md.
 */
const lateReading: Variation = { ...usual, timer: () => 150, preemptReadLate: timerSpread };

/** The run in which ties whose addresses nobody knows go the other way; `assumed`: what was assumed of them. */
export function otherTies(assumed: readonly string[]): readonly Variation[] {
  return assumed.length === 0 ? [] : [{ ...usual, reversesTies: true, because: assumed.join('; ') }];
}

/** The run in which one node's daemon needs much longer than usual to start, by so many microseconds. */
export function lateStart(node: string, by: number): Variation {
  return { ...usual, start: (other) => (other === node ? by : 0) };
}

function jittered(seed: number): Variation {
  const random = numbers(seed);
  return {
    start: () => Math.round((2 * random() - 1) * startSpread),
    event: () => Math.round(random() * eventSpread),
    timer: () => Math.round(random() * timerSpread),
    crossing: never,
  };
}

/** Without `-i` the id is the host's name, which a scenario does not hold unless it says so. */
function renamed(scenario: Scenario): Variation[] {
  const asking = Object.entries(scenario.nodes).filter(([, node]) => configIdOf(node) === undefined);
  const ids = new Set(asking.flatMap(([, { conf }]) => [...conf.matchAll(/^[ \t]*@\^?(\S+)/gm)].map(([, id]) => id)));
  if (ids.size === 0) return [];
  const names = asking.filter(([, { conf }]) => /^[ \t]*@/m.test(conf)).map(([name]) => name);
  const because = `without -i, the host name of ${names.join(' and ')} decides which lines with @ count`;
  return [...ids, noSuchId].slice(0, 8).map((id): Variation => ({ ...usual, configId: id ?? noSuchId, because }));
}

/** The configuration id that a scenario gives a node: by `-i`, else by its host name up to the first dot. */
export function configIdOf({ args, hostname }: Scenario['nodes'][string]): string | undefined {
  const at = args?.indexOf('-i') ?? -1;
  return at >= 0 ? args?.[at + 1] : hostname?.replace(/\..*$/, '');
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
