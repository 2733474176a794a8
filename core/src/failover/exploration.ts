import type { AddressGroup } from '../cluster/cluster.ts';
import type { Fault } from './fault.ts';

/** One event of a history. */
export interface TraceStep {
  readonly kind: 'breaks' | 'recovers';
  readonly fault: Fault;
}

/**
 * What should hold after every history of faults and recoveries. As long as a node is left that nothing happened to:
 * `one-holder`, exactly one node has each address; `no-duplicate-address`, not two; `healthy-holder`, HAProxy runs on
 * the one that has it. Once everything is mended: `recovers-by-itself`, one healthy node has the address without
 * anybody's help; `returns-home`, it is the node that had it at first, unless the files say that it may stay.
 */
export const propertyNames = [
  'one-holder',
  'no-duplicate-address',
  'healthy-holder',
  'recovers-by-itself',
  'returns-home',
] as const;
export type PropertyName = (typeof propertyNames)[number];

/** A property that does not hold, with the shortest history that shows it. */
export interface Violation {
  readonly property: PropertyName;
  readonly group: AddressGroup;
  readonly vips: readonly string[];
  readonly trace: readonly TraceStep[];
  readonly holders: readonly string[];
  /** Who has the addresses when all is well. */
  readonly home: readonly string[];
  /** The answer does not depend on anything that the files leave open. */
  readonly certain: boolean;
}

/** The longest interruption that ends by itself. */
export interface LongestGap {
  readonly vips: readonly string[];
  /** Shortest and longest, in milliseconds. */
  readonly gapMs: readonly [number, number];
  readonly trace: readonly TraceStep[];
}

export interface Exploration {
  readonly maxFaults: number;
  readonly violations: readonly Violation[];
  readonly gaps: readonly LongestGap[];
  /** States at rest and transitions between them that were looked at; of parts that are alike, one counts. */
  readonly states: number;
  readonly transitions: number;
  /** False when the search ended before everything within its bound was seen. */
  readonly complete: boolean;
}
