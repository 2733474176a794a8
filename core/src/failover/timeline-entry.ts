/** A change that the simulation predicts; `t` in seconds since the first event. */
export type TimelineEntry =
  | HolderEntry
  | { readonly t: number; readonly node: string; readonly instance: string; readonly state: string };

export interface HolderEntry {
  readonly t: number;
  readonly vip: string;
  readonly holders: readonly string[];
  /** Chance decides who holds the address now, or when: another run may be different. */
  readonly race?: true;
  /** Who else it may be. */
  readonly alternatives?: readonly (readonly string[])[];
  /** The earliest and the latest time that it may happen. */
  readonly between?: readonly [number, number];
  /** Daemons that may need so much longer to start than usual that somebody else has the address first. */
  readonly unless?: readonly LateStart[];
  /** The answer depends on a fact that the scenario does not hold, or on what is not modelled: `why` says which. */
  readonly certain?: false;
  readonly why?: string;
}

/** If the node's daemon comes up later than usual by that much, in seconds, these nodes hold the address instead. */
export interface LateStart {
  readonly node: string;
  readonly laterBy: number;
  readonly holders: readonly string[];
}
