interface Waiting {
  readonly start: () => void;
  readonly drop: () => void;
}

/**
 * Runs jobs so that there is one at a time for each key, and so many at a time in all. Of those that come while one of
 * the same key runs, the newest waits and the others are dropped: nobody wants an answer to what was asked before.
 */
export class LatestRun {
  readonly #mostAtOnce: number;
  readonly #running = new Set<string>();
  /** In the order in which the keys were first asked for. */
  readonly #waiting = new Map<string, Waiting>();

  constructor(mostAtOnce: number) {
    this.#mostAtOnce = mostAtOnce;
  }

  /** The job's answer; undefined when a newer job took its place before it began. Rejects as the job does. */
  run<T>(key: string, job: () => Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        this.#running.add(key);
        job()
          .then(resolve, reject)
          .finally(() => {
            this.#running.delete(key);
            this.#startWaiting();
          });
      };
      this.#waiting.get(key)?.drop();
      this.#waiting.set(key, { start, drop: () => resolve(undefined) });
      this.#startWaiting();
    });
  }

  #startWaiting(): void {
    for (const [key, { start }] of this.#waiting) {
      if (this.#running.size >= this.#mostAtOnce) return;
      if (this.#running.has(key)) continue;
      this.#waiting.delete(key);
      start();
    }
  }
}
