import type { TextRange } from '../../../base/text-range.ts';

export type NamedKind =
  | 'vrrp_script'
  | 'vrrp_instance'
  | 'vrrp_sync_group'
  | 'vrrp_track_process'
  | 'track_file'
  | 'track_group'
  | 'bfd_instance'
  | 'virtual_server_group';

/** A name that is declared or used. */
export interface NameFact {
  readonly kind: NamedKind;
  readonly name: string;
  readonly range: TextRange;
  /** What uses it, for the message. */
  readonly user?: string;
}

/** What one virtual router must not share with another of the file. */
export interface RouterFact {
  readonly instance: string;
  readonly key: string;
  readonly range: TextRange;
}

/** Something that one block of the file can have only. */
export interface TakenFact {
  readonly kind: 'use_vmac' | 'garp_group';
  /** Of the interface. */
  readonly name: string;
  readonly range: TextRange;
}

/** A BFD session. keepalived tells two apart by the neighbour, and by the source where both name one. */
export interface BfdFact {
  readonly name: string;
  readonly neighbour: string;
  readonly source: string | undefined;
  readonly multihop: boolean;
  /** Of the neighbour. */
  readonly range: TextRange;
}

/** What the check of the whole file needs of a chunk, in the order of the text. */
export interface ChunkFacts {
  readonly declared: NameFact[];
  readonly used: NameFact[];
  /** `declared` holds this many names where `used[i]` stands. */
  readonly usedAfter: number[];
  readonly routers: RouterFact[];
  readonly taken: TakenFact[];
  readonly bfd: BfdFact[];
  /** Instances that are lost unless `global_defs` names a default interface. */
  readonly withoutInterface: { readonly name: string; readonly range: TextRange }[];
  /** `default_interface` or `dynamic_interfaces` is set. */
  defaultInterface: boolean;
  /**
   * `$NAME` outside of quotes that keepalived does not replace: no definition of that name stands above, or another
   * character follows at once (`joined`).
   */
  readonly unknownDefinitions: { readonly name: string; readonly range: TextRange; readonly joined: boolean }[];
  /** A file is included: names may come from there. */
  includes: boolean;
}
