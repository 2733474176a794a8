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

/** Nobody types more than so many letters before they are told of the first: these are files that are opened together. */
const mostTyped = 3;
/** Many changes that follow each other without a pause put it off for so many times as long as it takes. */
const share = 4;

/**
 * Puts an action behind the requests that come together with a change: somebody waits for a completion with the hands
 * on the keyboard, and the diagnostics of a large file take longer. Where much is asked for
 * at once, as when very many files that belong together are opened, it waits for a pause that is as long as it took last
 * time, so that it never takes more than a part of the time. One large file never waits for that.
 */
export function debounce(action: () => void): Debounced {
  /** `seen`: how often it had been asked for a turn ago. */
  let asked: { readonly first: number; last: number; times: number; seen: number } | undefined;
  /** What it took last time. Milliseconds. */
  let tookMs = 0;
  const now = (): void => {
    if (!asked) return;
    asked = undefined;
    const start = performance.now();
    action();
    tookMs = performance.now() - start;
  };
  const wait = (): void => {
    if (!asked) return;
    const time = performance.now();
    // Messages are handled one in a turn: where one more has come, others are likely to wait behind it.
    const isQuiet = asked.times === asked.seen;
    asked.seen = asked.times;
    const pauseMs = asked.times > mostTyped ? tookMs : 0;
    const mostLeftMs = Math.max(mostMs, share * pauseMs) - (time - asked.first);
    const leftMs = Math.min(Math.max(quietMs, pauseMs) - (time - asked.last), mostLeftMs);
    if (isQuiet ? leftMs <= 0 : mostLeftMs <= 0) now();
    // Turn after turn would keep a processor busy.
    else if (isQuiet && leftMs > mostMs) setTimeout(wait, leftMs);
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
      asked = { first: time, last: time, times: 1, seen: 0 };
      nextTurn(wait);
    },
    extend: () => {
      if (asked) asked.last = performance.now() + extendMs - quietMs;
    },
    now,
  };
}
