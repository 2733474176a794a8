import type { Work } from '#core/base/work.ts';
import type { Cluster } from '#core/cluster/cluster.ts';
import { nextTurn } from './debounce.ts';

/** Whoever types does not notice that something was done in between. */
const sliceMs = 8;

/** Changes that come together are read within so much of each other; within what a long slice takes come many. */
const quietMs = 5;
/** So many times as long as a slice takes it waits for the changes to end. */
const share = 10;

interface Task {
  readonly cluster: Cluster;
  readonly work: Work<unknown>;
  /** Called once: with false where the cluster has changed before the work was over, or the work has failed. */
  readonly whenOver: ((isOver: boolean) => void)[];
}

/**
 * Work about clusters that takes long, done in slices between which requests are answered. What was asked for last comes
 * first, and what is about a cluster that is no more is left.
 */
export class Background {
  /** The last one is the next. */
  #tasks: Task[] = [];
  #isScheduled = false;
  /** When something changed last, and since when changes follow each other. Milliseconds. */
  #changed = 0;
  #waiting: number | undefined;
  /** What the latest slice took: a piece of the work may be longer than a slice should be. */
  #longMs = 0;

  /** Does the work, unless it is over; asked for twice, it is done once. */
  add(cluster: Cluster, work: Work<unknown>, whenOver: (isOver: boolean) => void): void {
    if (work.isOver) {
      whenOver(true);
      return;
    }
    const known = this.#tasks.find((task) => task.work === work);
    this.#tasks = this.#tasks.filter((task) => task !== known);
    this.#tasks.push({ cluster, work, whenOver: [...(known?.whenOver ?? []), whenOver] });
    this.#schedule();
  }

  /** Whether the work is waiting here. */
  has(work: Work<unknown>): boolean {
    return this.#tasks.some((task) => task.work === work);
  }

  /** Leaves what is about other clusters. */
  keep(clusters: readonly Cluster[]): void {
    const wanted = new Set(clusters);
    const left = this.#tasks.filter(({ cluster }) => !wanted.has(cluster));
    if (left.length === 0) return;
    this.#tasks = this.#tasks.filter(({ cluster }) => wanted.has(cluster));
    for (const task of left) for (const tell of task.whenOver) tell(false);
  }

  /** Something has changed: more may come right behind it, and each would have to wait for a slice. */
  hold(): void {
    this.#changed = performance.now();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#tasks.length === 0) return;
    this.#isScheduled = true;
    nextTurn(() => {
      this.#isScheduled = false;
      if (!this.#isHeld()) this.#slice();
      this.#schedule();
    });
  }

  /** While changes follow each other, for some times as long as a slice takes and no longer. */
  #isHeld(): boolean {
    const now = performance.now();
    this.#waiting ??= now;
    const isQuiet = now - this.#changed > Math.max(quietMs, this.#longMs);
    if (!isQuiet && now - this.#waiting < Math.max(sliceMs, this.#longMs) * share) return true;
    this.#waiting = undefined;
    return false;
  }

  #slice(): void {
    const task = this.#tasks.at(-1);
    if (!task) return;
    const start = performance.now();
    const end = start + sliceMs;
    let isOver = false;
    try {
      if (!task.work.run(() => performance.now() < end)) return;
      isOver = true;
    } catch {
      // Whoever asks for the work again is told: see `Work`.
    } finally {
      this.#longMs = performance.now() - start;
    }
    this.#tasks = this.#tasks.filter((other) => other !== task);
    for (const tell of task.whenOver) tell(isOver);
  }
}
