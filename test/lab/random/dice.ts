/** Draws that are the same for the same seed, on every machine. */
export interface Dice {
  /** A number from 0 up to, but not, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both possible. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** The same choices in a random order. */
  shuffled<T>(choices: readonly T[]): T[];
}

/** mulberry32: small, and good enough to draw scenarios. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (choices) => {
      if (choices.length === 0) throw new RangeError('nothing to pick from');
      return choices[between(0, choices.length - 1)] as (typeof choices)[number];
    },
    shuffled: (choices) =>
      choices
        .map((choice) => ({ choice, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ choice }) => choice),
  };
}
