import { type Fault, formatFault } from './fault.ts';

/** All sets of 1 to `size` of some faults, smallest first; two faults of one kind on one thing are one. */
export function* faultSets(singles: readonly Fault[], size: number): Generator<readonly Fault[], void> {
  const texts = singles.map(formatFault);
  const first = new Map(texts.map((text, index): [string, number] => [text, index]).reverse());
  const of = function* (count: number, set: readonly Fault[], from: number): Generator<readonly Fault[], void> {
    if (count === 0) yield set;
    else {
      for (let index = from; index < singles.length; index++) {
        const fault = singles[index];
        if (fault) yield* of(count - 1, [...set, fault], (first.get(texts[index] ?? '') ?? index) + 1);
      }
    }
  };
  for (let count = 1; count <= size; count++) yield* of(count, [], 0);
}

/** How many sets there are. */
export function faultSetCount({ length }: readonly Fault[], size: number): number {
  let [all, ofSize] = [0, 1];
  for (let count = 1; count <= size; count++) {
    ofSize = (ofSize * (length - count + 1)) / count;
    all += ofSize;
  }
  return all;
}
