import type { ClusterReport } from '#core/failover/report.ts';
import type { Diagram } from '#core/topology/diagram.ts';

/** What the preview's page and the extension say to each other. */

/** All that the page shows at one moment. */
export interface PreviewView {
  readonly clusters: readonly ClusterChoice[];
  /** Id of the cluster that is shown; undefined when there is none. */
  readonly cluster?: string;
  /** The faults that are switched on, as on the command line, in the order of their happening. */
  readonly faults: readonly string[];
  /** The prediction for every single fault. */
  readonly report?: ClusterReport;
  /** The cluster in the state after the faults. */
  readonly diagram?: Diagram;
}

export interface ClusterChoice {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly string[];
}

/** To the page. `problem`: there is nothing to show, and why. */
export type ToPage =
  | { readonly type: 'view'; readonly view: PreviewView }
  | { readonly type: 'problem'; readonly message: string };

/** From the page. `ready` comes first: what was sent before it is lost. `line` is 1-based, `path` as in the diagram. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly path: string; readonly line: number }
  | { readonly type: 'faults'; readonly faults: readonly string[] }
  | { readonly type: 'cluster'; readonly cluster: string };

/** What survives a restart of the editor. */
export interface PreviewState {
  readonly cluster?: string;
  readonly faults?: readonly string[];
}
