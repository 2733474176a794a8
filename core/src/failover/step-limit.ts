/** How many steps a scenario may take in all of its runs: some seconds of work. */
const mostSteps = 2_000_000;

/** Counts the steps of a simulation, and ends it before it takes for ever. */
export class StepLimit {
  readonly most: number;
  /** The time of the scenario at which it was stopped, in seconds; undefined: it was not. */
  stoppedAt: number | undefined;
  #left: number;

  constructor(most = mostSteps) {
    this.most = most;
    this.#left = most;
  }

  /** Takes a step of so many routers; false when there are no more. `now` in seconds. */
  step(routers: number, now: number): boolean {
    if (this.stoppedAt !== undefined) return false;
    // Each router may have to hear of it.
    this.#left -= 1 + (routers >> 3);
    if (this.#left >= 0) return true;
    this.stoppedAt = now;
    return false;
  }
}
