import type { ClusterReport } from '#core/failover/report.ts';
import type { Diagram, Emphasis } from '#core/topology/diagram.ts';
import type { TimeLine } from '#core/topology/time-line.ts';

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
  /** Ids of the picture's folds that are open. */
  readonly open?: readonly string[];
  /** How the cluster gets there. */
  readonly timeLine?: TimeLine;
  /** What is wrong in the files of the cluster, by the id of the element that it is about. */
  readonly findings?: readonly ElementFinding[];
  /** When the text that is shown was changed and when this was sent, as `Date.now` counts: to measure what took how long. */
  readonly times?: { readonly changed: number; readonly sent: number };
}

export interface ClusterChoice {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly string[];
}

/** A finding as the page needs it. `line` and `column` are 1-based, `path` as in the diagram. */
export interface ElementFinding {
  readonly element: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Titles of the ways to mend it. */
  readonly fixes: readonly string[];
}

/**
 * To the page. `problem`: there is nothing to show, and why. `frame`: the picture at a moment of the time line.
 * `cursor`: the elements that the cursor's line is about, the innermost first.
 */
export type ToPage =
  | { readonly type: 'view'; readonly view: PreviewView }
  | { readonly type: 'frame'; readonly atMs: number; readonly diagram: Diagram }
  | { readonly type: 'cursor'; readonly elements: readonly string[] }
  | { readonly type: 'problem'; readonly message: string };

/** From the page. `ready` comes first: what was sent before it is lost. `line` is 1-based, `path` as in the diagram. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly path: string; readonly line: number }
  | { readonly type: 'faults'; readonly faults: readonly string[] }
  | { readonly type: 'cluster'; readonly cluster: string }
  | { readonly type: 'emphasis'; readonly emphasis: Emphasis }
  /** Ids of the folds that are open. */
  | { readonly type: 'open'; readonly open: readonly string[] }
  /** The picture at a moment of the time line is wanted. */
  | { readonly type: 'frame'; readonly atMs: number }
  | { readonly type: 'fix'; readonly finding: ElementFinding; readonly title: string }
  | { readonly type: 'copyRunbook' }
  | { readonly type: 'export' };

/** What survives a restart of the editor. */
export interface PreviewState {
  readonly cluster?: string;
  readonly faults?: readonly string[];
  readonly emphasis?: Emphasis;
  readonly open?: readonly string[];
}
