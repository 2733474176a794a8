import type { Dice } from '../lab/random/dice.ts';

/** Something that must not happen, and happened. */
export interface Failure {
  /** Which promise was broken: `throw`, `stale`, `slow`, `secret`, … */
  readonly oracle: string;
  /** The same for the same fault, whatever input showed it: what failures are counted by. */
  readonly key: string;
  /** For a person: message, stack, the two answers that differ. */
  readonly detail: string;
}

/** What was done so far, by name: `texts`, `edits`, `calls`, `requests`. */
export type Counts = Map<string, number>;

/** Whether a smaller trial still fails in the same way. */
export type StillFails<Trial> = (smaller: Trial) => Promise<boolean>;

/**
 * One kind of attack. A trial is plain data (it goes through JSON), drawn from nothing but the dice, so that a seed and
 * a number are enough to make it again.
 */
export interface Area<Trial> {
  readonly name: string;
  draw(dice: Dice, index: number): Trial;
  run(trial: Trial): Promise<readonly Failure[]>;
  /** Makes a failing trial small. */
  shrink(trial: Trial, fails: StillFails<Trial>): Promise<Trial>;
  /** The trial as a person reads it. */
  describe(trial: Trial): string;
  /** Ends what was started. */
  end(): Promise<void>;
  readonly counts: Counts;
}

export function count(counts: Counts, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

/** A failure for what was thrown. */
export function thrown(what: string, error: unknown): Failure {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return threw(what, error instanceof Error ? error.name : 'thrown', stack);
}

/** The same by the name of an error and its stack: known again by the place in our code, whatever the input is. */
export function threw(what: string, name: string, stack: string): Failure {
  const frames = [...stack.matchAll(/^\s+at (?:new )?([\w.#$<>]+)/gm)].map(([, frame = '']) => frame);
  // Where exactly a stack overflows is chance: what calls itself is on it again and again.
  const again = frames.filter((frame, index) => frames.indexOf(frame) !== index).sort();
  const place = name === 'RangeError' && again.length > 0 ? `stack ${again[0]}` : (frames[0] ?? what);
  return { oracle: 'throw', key: `${name} ${place}`, detail: `${what}: ${stack}` };
}
