import type { Steps } from '../base/steps.ts';
import type { AddressGroup, Candidate, Cluster } from '../cluster/cluster.ts';
import type { ClusterVersions } from '../cluster/versions.ts';
import type { Site } from '../syntax/chunk.ts';
import type { Exploration } from './exploration.ts';
import type { Breakable, Fault } from './fault.ts';
import type { FaultHolding, SteadyHolding } from './prediction.ts';
import type { Recording } from './recording.ts';
import type { Standing } from './standing.ts';
import type { ClusterView } from './view.ts';

/**
 * What is known of one way to move addresses between nodes: VRRP, and whatever comes next. A cluster's groups say by
 * their `manager` whose they are; `engines.ts` is the table. Models and states are an engine's own affair: it answers
 * with what people see of them, and nobody outside can name their types.
 */
export interface FailoverEngine {
  /** Of the groups that it answers for. */
  readonly manager: string;
  /** The program that moves the addresses, as reports name it. */
  readonly program: string;
  /** What can be asked of a cluster whose groups are all its own. */
  failoverOf(cluster: Cluster, versions: ClusterVersions): Failover;
  /** From the files alone, without a model: quick enough for each keystroke. */
  chanceOf(group: AddressGroup, candidate: Candidate): Chance | undefined;
}

/** A cluster that an engine has taken up. */
export interface Failover extends Breakable {
  readonly cluster: Cluster;
  /** The programs that move its addresses. */
  readonly program: string;
  /** The faults that can happen to each node alone, in the order in which people ask for them. */
  singleFaults(): readonly Fault[];
  /** Starts all nodes and waits until they are at rest; what is yielded is the cost. */
  begin(): Steps<Run>;
  /** Follows histories of faults and recoveries. Without it, the properties are judged by the faults alone. */
  explore?(options: ExploreOptions): Steps<Exploration>;
  /** The way through the last of some faults. Without it, there is no time line. */
  record?(faults: readonly Fault[]): Recording;
  chanceOf(group: AddressGroup, candidate: Candidate): Chance | undefined;
}

/** A cluster at rest, to which faults happen. It remembers what sets of faults have in common, and goes with the prediction. */
export interface Run {
  readonly steady: Outcome<SteadyHolding>;
  /** When these have happened one after another, each settled before the next. */
  after(faults: readonly Fault[]): Steps<Outcome<FaultHolding>>;
}

/** Who has what in a state at rest; `view` is made when somebody looks at it. */
export interface Outcome<Holding> {
  /** In the order in which the files list the addresses. */
  readonly vips: ReadonlyMap<string, Holding>;
  readonly view: ClusterView;
}

/** What a candidate has to say for itself when all is well. */
export interface Chance {
  readonly standing: Standing;
  /** The lowest that failing checks can make of it. */
  readonly worst: number;
  /** The number that its file gives it. */
  readonly written: { readonly value: number; readonly site: Site } | undefined;
  /** Places of its file where people want to know what it counts. */
  readonly places: readonly Site[];
}

export interface ExploreOptions {
  /** How many faults a history may hold; the recoveries from them do not count. */
  readonly maxFaults: number;
  /** Transitions after which the search ends, whatever is left. */
  readonly maxTransitions?: number;
  /** The same in what the steps cost: a transition of a large cluster costs more. */
  readonly maxCost?: number;
  /** Told now and then how many states have been followed, and how many are known so far. */
  readonly onProgress?: (done: number, known: number) => void;
  /** Asked now and then: true ends the search. */
  readonly shouldStop?: () => boolean;
  /** What was explored to its end need not be explored again for a cluster that is the same but for its names. */
  readonly remembers?: boolean;
}
