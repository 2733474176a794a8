import type { StillFails } from './area.ts';

/**
 * Takes items out of a list as long as the rest still fails: halves first, then smaller and smaller runs.
 * `most`: how many attempts it may make.
 */
export async function fewerItems<T>(
  items: readonly T[],
  fails: StillFails<readonly T[]>,
  most = 300,
): Promise<readonly T[]> {
  let left = items;
  let attempts = 0;
  if (left.length > 0 && (await fails([]))) return [];
  for (let run = Math.ceil(left.length / 2); run >= 1; run = run === 1 ? 0 : Math.ceil(run / 2)) {
    for (let start = 0; start < left.length && attempts < most; ) {
      const rest = [...left.slice(0, start), ...left.slice(start + run)];
      attempts++;
      if (rest.length < left.length && (await fails(rest))) left = rest;
      else start += run;
    }
  }
  return left;
}

/** A shorter text that still fails: lines first, then words, then characters. */
export async function shorterText(text: string, fails: StillFails<string>): Promise<string> {
  let left = text;
  for (const [pattern, most] of [
    [/[^\n]*\n|[^\n]+$/g, 400],
    [/\s+|\S+/g, 150],
    [/[\s\S]/g, 100],
  ] as const) {
    const pieces = left.match(pattern) ?? [];
    if (pieces.length > 4000) continue;
    left = (await fewerItems(pieces, (some) => fails(some.join('')), most)).join('');
  }
  return left;
}
