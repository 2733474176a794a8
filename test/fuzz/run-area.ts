import type { Area, Failure } from './area.ts';
import { nameOf, writeFound } from './findings.ts';
import { type AreaState, memoryGrows } from './state.ts';
import type { Ended, Supervisor } from './supervisor.ts';
import { diceFor } from './worker.ts';

export interface Stop {
  /** Milliseconds of `performance.now()`. */
  readonly at: number;
  /** Trials. */
  readonly after: number;
}

export interface RunOptions {
  readonly seed: number;
  /** Where failures are written. */
  readonly folder: string;
  readonly stop: Stop;
  /** How long a failure may be made small, in ms. */
  readonly shrinkMs: number;
  say(line: string): void;
  /** After every trial. */
  step(): void;
}

const patience = { cpuMs: 60_000, wallMs: 300_000 };
/** For small ones: what does not hang ends soon. */
const shortPatience = { cpuMs: 15_000, wallMs: 60_000 };

/** Runs trials of an area until it is time to stop. What is found is made small and written down, once for each fault. */
export async function runArea(
  area: Area<unknown>,
  supervisor: Supervisor,
  state: AreaState,
  options: RunOptions,
): Promise<void> {
  const last = state.next + options.stop.after;
  while (state.next < last && performance.now() < options.stop.at) {
    const index = state.next;
    const ended = await supervisor.run({ do: 'draw', index }, patience);
    note(state, ended);
    state.next = index + 1;
    const trial = ended.trial ?? (ended.failures.length > 0 && area.draw(diceFor(options.seed, index), index));
    const lasting = await withoutChance(supervisor, trial, ended.failures);
    for (const failure of lasting.filter((failure) => isNew(state, failure))) {
      options.say(`${area.name} ${index}: ${failure.oracle}: ${failure.key}`);
      const small = await shrunk(area, supervisor, trial, failure, options.shrinkMs);
      const own = writeFound(
        options.folder,
        { area: area.name, seed: options.seed, index, failure, trial, small },
        area,
      );
      options.say(`  ${own}\n${area.describe(small).split('\n').slice(0, 12).join('\n').slice(0, 1000)}`);
    }
    options.step();
  }
  const grows = memoryGrows(state.alive);
  if (grows !== undefined) {
    const failure = { oracle: 'memory', key: area.name, detail: grows };
    if (isNew(state, failure)) options.say(`${area.name}: memory: ${grows}`);
  }
}

/** What depends on times, and so on what else the machine does. */
const timed = new Set(['slow', 'hang', 'growth', 'restart']);

/** Without what took long once and not again. */
async function withoutChance(
  supervisor: Supervisor,
  trial: unknown,
  failures: readonly Failure[],
): Promise<readonly Failure[]> {
  if (!failures.some(({ oracle }) => timed.has(oracle))) return failures;
  const again = await supervisor.run({ do: 'trial', trial }, patience);
  return failures.filter(
    ({ oracle, key }) =>
      !timed.has(oracle) || again.failures.some((other) => other.oracle === oracle && other.key === key),
  );
}

function note(state: AreaState, { counts = [], rss = 0, alive }: Ended): void {
  for (const [name, by] of counts) state.counts[name] = (state.counts[name] ?? 0) + by;
  state.peakRss = Math.max(state.peakRss, rss);
  if (alive !== undefined) state.alive.push(alive);
}

function isNew(state: AreaState, failure: Failure): boolean {
  const name = nameOf(failure);
  const seen = state.failures[name] ?? 0;
  state.failures[name] = seen + 1;
  return seen === 0;
}

async function shrunk(
  area: Area<unknown>,
  supervisor: Supervisor,
  trial: unknown,
  failure: Failure,
  limitMs: number,
): Promise<unknown> {
  const until = performance.now() + limitMs;
  const fails = async (smaller: unknown): Promise<boolean> => {
    if (performance.now() > until) return false;
    const { failures } = await supervisor.run({ do: 'trial', trial: smaller }, shortPatience);
    return failures.some(({ oracle, key }) => oracle === failure.oracle && key === failure.key);
  };
  return area.shrink(trial, fails);
}
