import type { TimelineEntry } from '../timeline-entry.ts';
import type { FailoverModel } from './model.ts';
import { type ClusterState, holdersOf } from './state.ts';

/** Writes down what differs from one state to the next: holders of addresses and states of instances. */
export class TimelineRecorder {
  readonly entries: TimelineEntry[] = [];
  readonly #vips: readonly string[];
  readonly #holders = new Map<string, string>();
  readonly #statuses = new Map<string, string>();

  constructor(vips: readonly string[]) {
    this.#vips = vips;
  }

  record(model: FailoverModel, state: ClusterState): void {
    const t = Math.round(state.now / 100) / 10_000;
    for (const vip of this.#vips) {
      const holders = [...holdersOf(model, state, vip)].sort();
      const key = holders.join(' ');
      if (key === (this.#holders.get(vip) ?? '')) continue;
      this.#holders.set(vip, key);
      this.entries.push({ t, vip, holders });
    }
    for (const router of model.routers) {
      const status = state.routers[router.index]?.status ?? 'STOPPED';
      const key = `${router.node} ${router.member.instance.name}`;
      if (status === (this.#statuses.get(key) ?? 'STOPPED')) continue;
      this.#statuses.set(key, status);
      this.entries.push({ t, node: router.node, instance: router.member.instance.name, state: status });
    }
  }
}
