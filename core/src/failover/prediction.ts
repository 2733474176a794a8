import type { AddressGroup, Candidate, Cluster } from '../cluster/cluster.ts';
import type { Exploration, TraceStep } from './exploration.ts';
import type { Fault } from './fault.ts';
import type { Standing } from './standing.ts';
import type { ClusterView } from './view.ts';

/**
 * `unhealthy-holder`: one node holds the address and its HAProxy is down. `not-served`: one does, and nothing there
 * listens on it, or its manager drops what is sent to it.
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
  /** Milliseconds from a common start of all nodes until this holds; absent where the engine does not model time. */
  readonly afterMs?: number;
}

export interface FaultHolding extends Holding {
  readonly verdict: Verdict;
  /** How long no node with a running HAProxy has the address; undefined when that does not end. */
  readonly gapMs: Gap | undefined;
}

/** Shortest and longest, in milliseconds, of an engine that models time. */
export type Gap = Milliseconds | 'not modelled';
export type Milliseconds = readonly [number, number];

/** The times of a gap, where there are any. */
export function measured(gap: Gap | null | undefined): Milliseconds | undefined {
  return gap === 'not modelled' ? undefined : (gap ?? undefined);
}

export interface FaultPrediction {
  readonly faults: readonly Fault[];
  /** What every machine is doing once it is over. */
  readonly view: ClusterView;
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

/** What a candidate counts when all is well. */
export interface CandidatePrediction {
  readonly group: AddressGroup;
  readonly candidate: Candidate;
  readonly standing: Standing;
}

export interface Prediction {
  readonly cluster: Cluster;
  /** The programs that move the addresses. */
  readonly program: string;
  readonly candidates: readonly CandidatePrediction[];
  readonly steady: ReadonlyMap<string, SteadyHolding>;
  /** What every machine is doing when all is well. */
  readonly steadyView: ClusterView;
  readonly faults: readonly FaultPrediction[];
  /** Sets of faults that were to be predicted and are not, as there are too many; absent: none. */
  readonly faultSetsLeftOut?: number;
  readonly properties: readonly Property[];
  /** What was looked at for the properties; undefined when just the faults given were. */
  readonly exploration: Exploration | undefined;
}
