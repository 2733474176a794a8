import type { TimeLine } from '#core/topology/time-line.ts';

/** No play takes longer than this; shorter ones run at the speed of life. Milliseconds. */
const longestPlay = 12_000;
/** Where motion is not wanted, it goes from event to event, each for this long. */
const stepMs = 1200;

/** Moves through a time line. */
export class Player {
  readonly #move: (atMs: number, playing: boolean) => void;
  #timer: number | undefined;
  #frame: number | undefined;

  constructor(move: (atMs: number, playing: boolean) => void) {
    this.#move = move;
  }

  /** From a moment on, or from the start when there is none left. */
  play(line: TimeLine, from: number | undefined): void {
    this.stop();
    const start = from === undefined || from >= line.endMs ? line.startMs : from;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) this.#steps(line, start);
    else this.#run(line, start);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #run(line: TimeLine, start: number): void {
    const speed = Math.max(1, (line.endMs - line.startMs) / longestPlay);
    const began = performance.now();
    const tick = (): void => {
      const at = start + (performance.now() - began) * speed;
      if (at >= line.endMs) this.#move(line.endMs, false);
      else {
        this.#frame = requestAnimationFrame(tick);
        this.#move(at, true);
      }
    };
    this.#frame = requestAnimationFrame(tick);
  }

  #steps(line: TimeLine, start: number): void {
    const moments = [...new Set([start, ...line.events.map(({ atMs }) => atMs), line.endMs])].filter(
      (at) => at >= start,
    );
    const step = (): void => {
      const at = moments.shift();
      if (at === undefined) return;
      if (moments.length > 0) this.#timer = window.setTimeout(step, stepMs);
      this.#move(at, moments.length > 0);
    };
    step();
  }
}
