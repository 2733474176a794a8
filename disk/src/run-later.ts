import { DiskTimeout, type Step, type Steps } from './steps.ts';

/** How long is waited. Milliseconds. */
export interface Patience {
  /** For one answer of the disk. */
  readonly stepMs: number;
  /** For all of the work. */
  readonly totalMs: number;
}

/** Node asks the disk in four threads. One of them is kept for others. */
const threads = 3;

/**
 * Does work on disks while the program does other things.
 *
 * A disk that does not answer, as one of a network that is down, keeps a thread of Node for as long as it likes. The work
 * is told so by a {@link DiskTimeout}; when no more threads are to be had, further questions are not even asked.
 */
export class DiskWorker {
  readonly #patience: Patience;
  readonly #waiting: (() => void)[] = [];
  #asking = 0;
  #stuck = 0;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** Does some work, in `totalMs` at most. Rejects with what the work throws. */
  async run<T>(steps: Steps<T>, totalMs: number = this.#patience.totalMs): Promise<T> {
    const end = performance.now() + totalMs;
    let before: Promise<unknown> = Promise.resolve();
    let next = steps.next();
    while (!next.done) {
      const step = next.value;
      if (step.closes) {
        before = before.then(() => ask(step)).catch(() => undefined);
        next = steps.next();
        continue;
      }
      let answer: unknown;
      try {
        const asked = await this.#ask(step);
        const left = Math.min(this.#patience.stepMs, end - performance.now());
        if (await isLate(asked.answer, left)) {
          before = this.#giveUp(step, asked);
          throw new DiskTimeout(left < this.#patience.stepMs ? totalMs : this.#patience.stepMs);
        }
        answer = await asked.answer;
      } catch (error) {
        next = steps.throw(error);
        continue;
      }
      next = steps.next(answer);
    }
    return next.value;
  }

  /** Asks as soon as there is a thread. The answer comes in an object, since it is not to be waited for here. */
  async #ask(step: Step): Promise<Asked> {
    while (this.#asking >= threads) {
      if (this.#stuck >= threads) throw new DiskTimeout(this.#patience.stepMs);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#asking++;
    const answer = ask(step);
    const free = (): void => {
      this.#asking--;
      this.#waiting.shift()?.();
    };
    answer.then(free, free);
    return { answer };
  }

  /** Nobody waits for this answer any more. Ends when it has come after all and is given back. */
  #giveUp(step: Step, { answer }: Asked): Promise<unknown> {
    this.#stuck++;
    if (this.#stuck >= threads) for (const wake of this.#waiting.splice(0)) wake();
    return answer
      .then((value) => step.late?.(value))
      .catch(() => undefined)
      .finally(() => this.#stuck--);
  }
}

interface Asked {
  readonly answer: Promise<unknown>;
}

function ask(step: Step): Promise<unknown> {
  return new Promise((resolve, reject) => {
    step.later((error, value) => (error ? reject(error) : resolve(value)));
  });
}

/** Whether there is no answer in so many milliseconds. */
function isLate(asked: Promise<unknown>, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    // A program that was busy for long finds its answers only after the timers that have run out.
    const timer = setTimeout(() => setImmediate(resolve, true), limitMs);
    const answered = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    asked.then(answered, answered);
  });
}
