import type { Steps } from './steps.ts';

/** Work that several may ask for, and that is done piece by piece: what is done stays done. */
export class Work<Result> {
  /** What it has cost so far. */
  cost = 0;
  #result: { readonly value: Result } | undefined;
  /** What went wrong: a mistake of ours is told to everybody who asks. */
  #failure: { readonly error: unknown } | undefined;
  #steps: Steps<Result> | undefined;
  readonly #begin: () => Steps<Result>;

  constructor(begin: () => Steps<Result>) {
    this.#begin = begin;
  }

  get isOver(): boolean {
    return this.#result !== undefined;
  }

  /** Undefined until it is over. */
  get result(): Result | undefined {
    return this.#result?.value;
  }

  /** Goes on as long as `mayGoOn` says so, which is asked before each piece. True: it is over. */
  run(mayGoOn: (cost: number) => boolean): boolean {
    if (this.#failure) throw this.#failure.error;
    try {
      while (!this.#result && mayGoOn(this.cost)) {
        this.#steps ??= this.#begin();
        const step = this.#steps.next();
        if (step.done) this.#result = { value: step.value };
        else this.cost += step.value;
      }
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
    return this.isOver;
  }

  /** The same for work that this one is a part of. */
  *steps(): Steps<void> {
    for (;;) {
      const before = this.cost;
      const last = before + pieceCost;
      if (this.run((cost) => cost < last)) return;
      yield this.cost - before;
    }
  }

  /** Goes on to the end. */
  finish(): Result {
    for (;;) {
      this.run(() => true);
      if (this.#result) return this.#result.value;
    }
  }
}

/** What a part of other work does at once. */
const pieceCost = 1000;

/** What may be done while somebody waits: some milliseconds, in timers that run out. */
export const costAtOnce = 10_000;
