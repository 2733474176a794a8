import type { Cluster, VrrpGroup } from '../cluster/cluster.ts';
import type { Exploration, TraceStep } from './exploration.ts';
import type { Fault } from './fault.ts';
import type { EffectivePriority } from './vrrp/priority.ts';
import type { ClusterState } from './vrrp/state.ts';

/**
 * `unhealthy-holder`: one node holds the address and its HAProxy is down. `not-served`: one does, and nothing there
 * listens on it, or keepalived's firewall drops what is sent to it.
 */
export type Verdict = 'ok' | 'no-holder' | 'several-holders' | 'unhealthy-holder' | 'not-served';

/** Who has a virtual address, and why we think so. */
export interface Holding {
  readonly holders: readonly string[];
  /** False when the answer depends on something that the files do not hold, or that is not modelled; `why` names it. */
  readonly certain: boolean;
  /** One sentence with numbers. */
  readonly why: string;
  /** Who else may hold it, where it depends on who came first; absent: nobody. */
  readonly alternatives?: readonly (readonly string[])[];
}

export interface SteadyHolding extends Holding {
  readonly verdict: Verdict;
  /** Nothing but who started first is open. */
  readonly race?: true;
  /** Milliseconds from a common start of all nodes until this holds. */
  readonly afterMs: number;
}

export interface FaultHolding extends Holding {
  readonly verdict: Verdict;
  /**
   * How long no node with a running HAProxy has the address, shortest and longest, in milliseconds.
   * Undefined when that never comes.
   */
  readonly gapMs: readonly [number, number] | undefined;
}

export interface FaultPrediction {
  readonly faults: readonly Fault[];
  /** What every node and router is doing once it is over. */
  readonly state: ClusterState;
  readonly vips: ReadonlyMap<string, FaultHolding>;
}

/** A statement about the whole cluster; `trace` is the shortest way to break it. */
export interface Property {
  readonly id: string;
  readonly holds: boolean;
  readonly trace: readonly TraceStep[];
  /** Of those that the trace breaks it for. */
  readonly vips: readonly string[];
  /** False when the answer depends on something that the files do not hold, or not everything was searched. */
  readonly certain: boolean;
}

/** A group's member as the election sees it when all is well. */
export interface MemberPrediction {
  readonly group: VrrpGroup;
  readonly node: string;
  readonly priority: EffectivePriority;
}

export interface Prediction {
  readonly cluster: Cluster;
  readonly members: readonly MemberPrediction[];
  readonly steady: ReadonlyMap<string, SteadyHolding>;
  /** What every node and router is doing when all is well. */
  readonly steadyState: ClusterState;
  readonly faults: readonly FaultPrediction[];
  /** Sets of faults that were to be predicted and are not, as there are too many; absent: none. */
  readonly faultSetsLeftOut?: number;
  readonly properties: readonly Property[];
  /** What was looked at for the properties; undefined when just the faults given were. */
  readonly exploration: Exploration | undefined;
}
