/** Something to be done once for all that asks for it, when what came together with the asking has been answered. */
export interface Debounced {
  /** Asks for it. */
  schedule(): void;
  /** Waits a little longer if it was asked for: the next change is likely to come right away. */
  extend(): void;
  /** Does it now, if it was asked for. */
  now(): void;
}

/** Half a millisecond: an editor writes its question right behind the change that it is about. */
const quietMs = 0.5;
/** Who has just been given completions types on. */
const extendMs = 5;
/** Changes that follow each other without a pause do not put it off for longer. */
const mostMs = 20;

// One turn of the event loop, in which the next message is read. A web worker has no setImmediate.
export const nextTurn: (action: () => void) => void =
  typeof setImmediate === 'function'
    ? (action: () => void) => setImmediate(action)
    : (action: () => void) => setTimeout(action, 0);

/** An action that keeps everybody waiting for longer than this is not done again before it has been quiet for as long. */
const noticedMs = 50;
/** Nobody types more than so many letters before they are told of the first: these are files that are opened together. */
const mostTyped = 3;
/** The same, where so much was asked for at once. */
const noticedInBurstMs = 5;
/** Many changes that follow each other without such a pause put it off for so many times as long as it takes. */
const share = 4;

/**
 * Puts an action behind the requests that come together with a change: somebody waits for a completion with the hands
 * on the keyboard, and the diagnostics of a large file take longer. Where the action itself takes long, as with very many
 * files that belong together and are opened one by one, it waits for a pause that is as long as it took last time, so
 * that it never takes more than a part of the time.
 */
export function debounce(action: () => void): Debounced {
  let asked: { readonly first: number; last: number; times: number } | undefined;
  /** What it took last time, where that was long. Milliseconds. */
  let longMs = 0;
  const now = (): void => {
    if (!asked) return;
    const noticed = asked.times > mostTyped ? noticedInBurstMs : noticedMs;
    asked = undefined;
    const start = performance.now();
    action();
    const tookMs = performance.now() - start;
    longMs = tookMs > noticed ? tookMs : 0;
  };
  const wait = (): void => {
    if (!asked) return;
    const time = performance.now();
    const leftMs = Math.min(
      Math.max(quietMs, longMs) - (time - asked.last),
      Math.max(mostMs, share * longMs) - (time - asked.first),
    );
    if (leftMs <= 0) now();
    // Turn after turn would keep a processor busy.
    else if (leftMs > mostMs) setTimeout(wait, leftMs);
    else nextTurn(wait);
  };
  return {
    schedule: () => {
      const time = performance.now();
      if (asked) {
        asked.last = time;
        asked.times++;
        return;
      }
      asked = { first: time, last: time, times: 1 };
      nextTurn(wait);
    },
    extend: () => {
      if (asked) asked.last = performance.now() + extendMs - quietMs;
    },
    now,
  };
}
