import { costAtOnce, type Work } from '#core/base/work.ts';
import type { Cluster } from '#core/cluster/cluster.ts';
import type { Prediction } from '#core/failover/prediction.ts';
import { singleFaultWork } from '#core/workspace/single-faults.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Background } from './background.ts';

/** Predictions that are made while other requests are answered. */
export class Counting {
  readonly #background = new Background();
  readonly #now: () => Snapshot;
  readonly #whenCounted: () => void;
  readonly #whenExplored: () => void;

  /** `whenCounted`: what was shown as not counted yet is known; `whenExplored`: findings that were postponed are. */
  constructor(now: () => Snapshot, whenCounted: () => void, whenExplored: () => void) {
    this.#now = now;
    this.#whenCounted = whenCounted;
    this.#whenExplored = whenExplored;
  }

  /** What every single fault does to a cluster, as far as that is known by now; it will be told when it is. */
  soFar(cluster: Cluster): Prediction | undefined {
    const work = singleFaultWork(cluster, this.#now().versionsOf(cluster));
    if (!work.run((cost) => cost < costAtOnce) && !this.#background.has(work))
      this.#background.add(cluster, work, (isOver) => isOver && this.#whenCounted());
    return work.result;
  }

  /**
   * The result of work about a cluster, once it is there. Where the cluster changes meanwhile, it is asked for again;
   * undefined: there is none any more.
   */
  async result<Result>(
    workFor: (snapshot: Snapshot) => readonly [Cluster, Work<Result>] | undefined,
  ): Promise<Result | undefined> {
    for (;;) {
      const found = workFor(this.#now());
      if (!found) return undefined;
      const [cluster, work] = found;
      if (work.run((cost) => cost < costAtOnce)) return work.result;
      const isOver = await new Promise<boolean>((resolve) => this.#background.add(cluster, work, resolve));
      if (isOver) return work.result;
      // The cluster is as it was: the work has failed, and says why.
      if (this.#now().clusters().includes(cluster)) return work.finish();
    }
  }

  /** All clusters that have instances in a file, counted: for an editor that cannot be told to ask again. */
  async counted(path: string): Promise<void> {
    const snapshot = this.#now();
    for (const cluster of snapshot.clusters()) {
      if (!cluster.groups.some((group) => group.candidates.some((candidate) => candidate.path === path))) continue;
      await new Promise<boolean>((resolve) =>
        this.#background.add(cluster, singleFaultWork(cluster, snapshot.versionsOf(cluster)), resolve),
      );
    }
  }

  /** A file has changed: see `Background.hold`. */
  hold(): void {
    this.#background.hold();
  }

  /** Takes up what the findings of a snapshot wait for, and leaves what is about clusters that are no more. */
  follow(snapshot: Snapshot): void {
    this.#background.keep(snapshot.clusters());
    const clusters = snapshot.clusters();
    snapshot.findingsByCluster().forEach(({ waitsFor }, index) => {
      const cluster = clusters[index];
      for (const work of waitsFor) {
        if (cluster && !this.#background.has(work))
          this.#background.add(cluster, work, (isOver) => isOver && this.#whenExplored());
      }
    });
  }
}
