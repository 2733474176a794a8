import type { AddressGroup, Candidate } from '../cluster/cluster.ts';
import type { Verdict } from './prediction.ts';
import type { ClusterView, Status } from './view.ts';

/**
 * The way of a cluster through the last fault of a scenario, moment by moment, in the longest case; without a fault, the
 * time after a common start. Times are whole microseconds.
 */
export interface Recording {
  /** "lb1 loses power", "all machines start together". */
  readonly title: string;
  /** When the fault happens, or all machines start. */
  readonly zero: number;
  /** It is the start that is recorded, not a fault. */
  readonly isStart: boolean;
  readonly lanes: readonly RecordedLane[];
  /** They differ in what people see of them; each lasts until the next. */
  readonly moments: readonly RecordedMoment[];
  /** How often what goes on by itself comes again: after some of it without a change, the rest is the same. */
  readonly rhythm: number;
}

/** What is known of one candidate all the time. */
export interface RecordedLane {
  readonly group: AddressGroup;
  readonly candidate: Candidate;
  /** When it tells the others that it is there. */
  readonly adverts: readonly number[];
}

export interface RecordedMoment {
  readonly at: number;
  /** What happened just now from outside. */
  readonly note?: string;
  /** In the order of the lanes. */
  readonly statuses: readonly Status[];
  readonly vips: ReadonlyMap<string, VipMoment>;
  readonly view: ClusterView;
}

/** Who has a virtual IP at a moment. */
export interface VipMoment {
  readonly holders: readonly string[];
  readonly verdict: Verdict;
}
