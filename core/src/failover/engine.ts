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
 * One way to move addresses between nodes, such as VRRP, as everybody above sees it. A cluster's groups say by their
 * `manager` whose they are; `engines.ts` is the table. Models and states are an engine's own affair: it answers with what
 * people see of them, and nobody outside can name their types.
 */
export interface FailoverEngine {
  /** It answers for the groups of this `AddressGroup.manager`. */
  readonly manager: string;
  /** The program that moves the addresses, as reports name it. */
  readonly program: string;
  /** Takes up a cluster, or the part of one, whose groups are all its own. */
  failoverOf(cluster: Cluster, versions: ClusterVersions): Failover;
  /**
   * A candidate's part in the choice of a holder, from its files alone: no model is made, which is quick enough for each
   * keystroke. Undefined where the group is another engine's.
   */
  chanceOf(group: AddressGroup, candidate: Candidate): Chance | undefined;
}

/** A cluster that an engine has taken up. */
export interface Failover extends Breakable {
  readonly cluster: Cluster;
  /** The programs that move its addresses. */
  readonly program: string;
  /** The faults that can happen to each node alone, in the order in which people ask for them. */
  singleFaults(): readonly Fault[];
  /** Starts all nodes together and follows them until they are at rest. */
  begin(): Steps<Run>;
  /** Follows histories of faults and recoveries. An engine without it has its properties judged by single sets of faults. */
  explore?(options: ExploreOptions): Steps<Exploration>;
  /** What happens from moment to moment when the last of these faults comes. An engine without it has no time line. */
  record?(faults: readonly Fault[]): Recording;
  /** What the engine of the group says of a candidate. */
  chanceOf(group: AddressGroup, candidate: Candidate): Chance | undefined;
}

/** A cluster at rest, to which faults happen. It may keep what several sets of faults have in common. */
export interface Run {
  readonly steady: Outcome<SteadyHolding>;
  /** The state at rest when these have happened one after another, each settled before the next. */
  after(faults: readonly Fault[]): Steps<Outcome<FaultHolding>>;
}

/** Who has what in a state at rest; `view` is made when somebody looks at it. */
export interface Outcome<Holding> {
  /** By virtual address, in the order in which the files list them. */
  readonly vips: ReadonlyMap<string, Holding>;
  readonly view: ClusterView;
}

/** A candidate's part in the choice of a holder when all is well. */
export interface Chance {
  readonly standing: Standing;
  /** The lowest number that it can be left with when checks fail. */
  readonly worst: number;
  /** The number that its file gives it. */
  readonly written: { readonly value: number; readonly site: Site } | undefined;
  /** Sites of its file at which an editor tells the number to who points there. */
  readonly places: readonly Site[];
}

export interface ExploreOptions {
  /** How many faults a history may hold; the recoveries from them do not count. */
  readonly maxFaults: number;
  /** Transitions after which the search ends, whatever is left. */
  readonly maxTransitions?: number;
  /** What all steps may cost together, in the units that they yield: a transition of a large cluster costs more. */
  readonly maxCost?: number;
  /** Called now and then with how many states have been followed, and how many are known so far. */
  readonly onProgress?: (done: number, known: number) => void;
  /** Asked now and then: true ends the search. */
  readonly shouldStop?: () => boolean;
  /** Keeps what was explored to its end, and takes it again for a cluster that differs in nothing but names. */
  readonly remembers?: boolean;
}
