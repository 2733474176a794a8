import { onePerWorld } from './memo.ts';

/**
 * A pure function of a text, computed once for each text as long as it is in use: results that were not asked for
 * while `capacity` others were are forgotten. Long texts count for several, so that what is kept has a bound in bytes.
 */
export function textCache<Output>(compute: (text: string) => Output, capacity: number): (text: string) => Output {
  const of = onePerWorld(() => generations(compute, capacity));
  return (text) => of().read(text);
}

/** The same for as long as the program runs: what belongs to texts that are gone goes with `forgetUnused`. */
export function lastingTextCache<Output>(
  compute: (text: string) => Output,
  capacity: number,
): (text: string) => Output {
  const of = onePerWorld(() => generations(compute, capacity));
  lasting.push(() => of().age());
  return (text) => of().read(text);
}

const lasting: (() => void)[] = [];

/**
 * Makes all lasting caches forget what was not asked for since the last time. To be called when texts are gone: what
 * those that are left still need is computed once more at most.
 */
export function forgetUnused(): void {
  times++;
  for (const age of lasting) age();
}

let times = 0;

/** How often that was done, for whoever keeps something of what the caches hold. */
export function timesForgotten(): number {
  return times;
}

interface Generations<Output> {
  readonly read: (text: string) => Output;
  readonly age: () => void;
}

function generations<Output>(compute: (text: string) => Output, capacity: number): Generations<Output> {
  // Two generations: when the young one is full it becomes the old one, and what is not asked for again goes with it.
  let young = new Map<string, Output>();
  let old = new Map<string, Output>();
  let room = capacity;
  const age = (): void => {
    old = young;
    young = new Map();
    room = capacity;
  };
  const read = (text: string): Output => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const before = old.size > 0 ? old.get(text) : undefined;
    const key = copyOf(text);
    const output = before ?? compute(key);
    if (room <= 0) age();
    room -= 1 + (text.length >> 8);
    young.set(key, output);
    return output;
  };
  return { read, age };
}

/** Engines keep all of a text in memory for a part of it that is longer than this; shorter ones they copy by themselves. */
const longestCopied = 12;

/** A text that holds nothing but itself: one cached line must not keep the file that it was cut out of. */
function copyOf(text: string): string {
  return text.length <= longestCopied ? text : ` ${text}`.slice(1);
}
