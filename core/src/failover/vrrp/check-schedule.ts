import type { Check, CheckWorld } from './checks.ts';

/** A result that changes what keepalived thinks of a check. */
export type CheckResult = 'up' | 'down';

/** How the checks of a node stand, and when each is run next. */
export class CheckSchedule {
  readonly #states: CheckState[];

  /** The first run is at `now` (microseconds), at the daemon's start: its result counts at once. */
  constructor(checks: readonly Check[], now: number, world: CheckWorld) {
    this.#states = checks.map((check) => ({
      check,
      runs: now + check.interval,
      up: check.succeeds(world),
      count: 0,
      hanging: false,
    }));
  }

  get results(): readonly { readonly name: string; readonly result: CheckResult }[] {
    return this.#states.map(({ check, up }) => ({ name: check.name, result: up ? 'up' : 'down' }));
  }

  /** When the next check is run, in microseconds; Infinity: never. */
  get next(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#states.map(({ runs }) => runs));
  }

  /** Runs the check that is next, `late` microseconds after its time. Returns what it changes. */
  run(
    now: number,
    late: number,
    world: CheckWorld,
  ): { readonly name: string; readonly result: CheckResult } | undefined {
    const { next } = this;
    const state = this.#states.find(({ runs }) => runs === next);
    if (!state) return undefined;
    const { check } = state;
    const good = check.succeeds(world);
    if (!good && check.hangs && state.up) {
      // The result of a run that hangs is known when its time is over.
      state.runs = now + check.timeout;
      state.up = false;
      state.hanging = true;
      return undefined;
    }
    state.runs = now + check.interval + late;
    if (state.hanging) {
      state.hanging = false;
      return { name: check.name, result: 'down' };
    }
    if (good === state.up) {
      state.count = 0;
      return undefined;
    }
    state.count++;
    if (state.count < (good ? check.rise : check.fall)) return undefined;
    state.up = good;
    state.count = 0;
    return { name: check.name, result: good ? 'up' : 'down' };
  }
}

/** `runs` is when it is run next, `count` how many results in a row spoke against its state. */
interface CheckState {
  readonly check: Check;
  runs: number;
  up: boolean;
  count: number;
  /** Its last run did not end: the failure counts when its time is over. */
  hanging: boolean;
}
