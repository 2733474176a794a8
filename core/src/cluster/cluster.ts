import type { ModelKey } from '../languages/model-key.ts';
import type { Versions } from '../languages/programs.ts';
import type { Site } from '../syntax/chunk.ts';

/** A place in a file of the workspace. */
export interface FileSite {
  readonly path: string;
  readonly site: Site;
}

/** A parsed file of a node. */
export interface NodeFile<Config> {
  readonly path: string;
  readonly config: Config;
}

/** The files of one machine, by the ids of their languages. */
export interface MachineFiles {
  readonly files: ReadonlyMap<string, readonly NodeFile<unknown>[]>;
}

/** The files of a machine in one language. */
export function filesOf<Model>({ files }: MachineFiles, { id }: ModelKey<Model>): readonly NodeFile<Model>[] {
  return (files.get(id) ?? none) as readonly NodeFile<Model>[];
}

const none: readonly never[] = [];

/** All files of a node, whatever their language. */
export function filesOfNode({ files }: MachineFiles): readonly NodeFile<unknown>[] {
  return [...files.values()].flat();
}

/** What a manifest says of a machine beside its files. */
export interface DeclaredFacts {
  readonly versions: Versions;
  /** Its addresses, without prefix, by interface. */
  readonly addresses?: ReadonlyMap<string, readonly string[]>;
  /** The networks that interfaces are connected to, where it says. */
  readonly segments?: ReadonlyMap<string, string>;
}

/** A machine of a cluster with all files that were assigned to it. A file may belong to several nodes. */
export interface ClusterNode extends MachineFiles {
  readonly name: string;
  readonly declared?: DeclaredFacts;
}

/** A virtual address where a candidate lists it. */
export interface ListedAddress {
  /** The text under which it is compared and shown. */
  readonly text: string;
  readonly site: Site;
}

/** A node's chance to hold the addresses of a group, whatever decides about it. */
export interface Candidate {
  readonly node: ClusterNode;
  /** The file that defines it, and where in it. */
  readonly path: string;
  readonly site: Site;
  readonly name: string;
  readonly addresses: readonly ListedAddress[];
}

/** Addresses that move together between candidates. Each manager adds to it what its engine needs. */
export interface AddressGroup {
  /** What moves them: the name under which the engine of its prediction is found. */
  readonly manager: string;
  readonly name: string;
  /** Numbers by which candidates know each other on the network, in order of first mention; more than one is a mistake. */
  readonly ids: readonly number[];
  /** The distinct addresses in order of first mention. */
  readonly addresses: readonly string[];
  readonly candidates: readonly [Candidate, ...Candidate[]];
}

/** The joined files of nodes that share virtual IPs. */
export interface Cluster {
  /** The path of the folder that holds the nodes; unique in a workspace. */
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
  readonly groups: readonly AddressGroup[];
  /** Why these files were taken for one cluster, in words. */
  readonly why: readonly string[];
  /** Many machines whose names have nothing in common: they may be alternatives, such as a collection of samples. */
  readonly doubtful?: boolean;
  /** Candidates of machines beside the cluster that its own groups may be in conflict with. */
  readonly neighbours?: readonly Candidate[];
}

export function fileSite(candidate: Candidate, site: Site): FileSite {
  return { path: candidate.path, site };
}
