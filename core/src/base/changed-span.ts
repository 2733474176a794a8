/** Where two texts differ: they are equal before `start`, and from `oldEnd` and `newEnd` on. In UTF-16 units. */
export interface ChangedSpan {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/**
 * The part of a text that is another one than before. Slices are compared, which is as fast as memory; going character
 * by character through megabytes would cost milliseconds after every keystroke.
 */
export function changedSpan(before: string, after: string): ChangedSpan {
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const same = longest(shorter - start, (from, to) => fromEnd(before, from, to) === fromEnd(after, from, to));
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

function fromEnd(text: string, from: number, to: number): string {
  return text.slice(text.length - to, text.length - from);
}

/** The longest length up to `limit` over which things are the same, by halving what is left. */
function longest(limit: number, isSame: (from: number, to: number) => boolean): number {
  let known = 0;
  let open = limit;
  while (known < open) {
    const middle = (known + open + 1) >> 1;
    if (isSame(known, middle)) known = middle;
    else open = middle - 1;
  }
  return known;
}
