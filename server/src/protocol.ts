import type { ClusterReport } from '#core/failover/report.ts';
import type { Diagram } from '#core/topology/diagram.ts';

/** The requests and notifications that haconf adds to the Language Server Protocol: method names and types. */

/** The clusters of the workspace. Request without parameters → `ClusterInfo[]`. */
export const clustersMethod = 'haconf/clusters';

export interface ClusterInfo {
  /** Stable while the same machines form the cluster; what the other requests take. */
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly string[];
  readonly why: readonly string[];
  readonly files: readonly { readonly uri: string; readonly nodes: readonly string[] }[];
}

/** Who holds each virtual IP. `ClusterQuery` → `ClusterReport | null` (null: no such cluster). Paths are URIs. */
export const failoverMethod = 'haconf/failover';

/** The picture of a cluster in the state after some faults. `ClusterQuery` → `Diagram | null`. */
export const topologyMethod = 'haconf/topology';

export interface ClusterQuery {
  readonly cluster: string;
  /** Faults as on the command line (`lb1:crash`). Those that the cluster cannot have are left out. */
  readonly faults?: readonly string[];
}

/** Something that the answers to the requests above depend on has changed. Notification from the server, no parameters. */
export const clustersChangedMethod = 'haconf/clustersChanged';

/**
 * Sent by a server that cannot read files itself (a web worker) to its client.
 * `findFiles`: → URIs of all `.cfg` and `.conf` files of the workspace. `readFile`: `{ uri }` → text or null.
 * `existingFiles`: `{ uris }` → those that are files.
 */
export const findFilesMethod = 'haconf/findFiles';
export const readFileMethod = 'haconf/readFile';
export const existingFilesMethod = 'haconf/existingFiles';

export type ClustersResult = readonly ClusterInfo[];
export type FailoverResult = ClusterReport | null;
export type TopologyResult = Diagram | null;
export type ReadFileParams = { readonly uri: string };
export type ExistingFilesParams = { readonly uris: readonly string[] };
