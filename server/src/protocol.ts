import type { Location, Position, Range } from 'vscode-languageserver-types';
import type { ClusterReport } from '#core/failover/report.ts';
import type { Severity } from '#core/lint/finding.ts';
import type { Diagram, Emphasis } from '#core/topology/diagram.ts';
import type { TimeLine } from '#core/topology/time-line.ts';

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

/** Who holds each virtual IP. `FailoverQuery` → `ClusterReport | null` (null: no such cluster). Paths are URIs. */
export const failoverMethod = 'haconf/failover';

/** The picture of a cluster in the state after some faults. `TopologyQuery` → `Diagram | null`. */
export const topologyMethod = 'haconf/topology';

export interface ClusterQuery {
  readonly cluster: string;
  /** Faults as on the command line (`lb1:crash`). Those that the cluster cannot have are left out. */
  readonly faults?: readonly string[];
}

export interface FailoverQuery extends ClusterQuery {
  /** Every single fault and nothing beyond: quick enough for every keystroke. */
  readonly singleFaults?: boolean;
}

/** What a picture may be asked for beside the faults. */
export interface TopologyQuery extends ClusterQuery {
  /** By default the failover. */
  readonly emphasis?: Emphasis;
  /** Ids of the folds that are open. */
  readonly open?: readonly string[];
  /** A moment of the time line in milliseconds; by default the state that it leads to. */
  readonly atMs?: number;
}

/** The seconds around the last of the faults, or after a common start. `ClusterQuery` → `TimeLine | null`. */
export const timeLineMethod = 'haconf/timeLine';

/** The findings of a cluster by the element of its picture. `TopologyQuery` → `ElementFinding[]`. */
export const elementFindingsMethod = 'haconf/elementFindings';

/** `line` and `column` are 1-based. */
export interface ElementFinding {
  readonly element: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** A URI. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Titles of the code actions that mend it. */
  readonly fixes: readonly string[];
}

/**
 * Ids of the picture's elements that a line is about, the innermost first. `ElementsQuery` → `string[]`. The picture
 * may fold some of them: the first that it has is meant.
 */
export const elementsAtMethod = 'haconf/elementsAt';

export interface ElementsQuery {
  readonly cluster: string;
  readonly uri: string;
  /** 0-based, as in all positions of the protocol. */
  readonly line: number;
}

/** The picture, or what it shows in words, as the text of a file. `ExportQuery` → `string | null`. */
export const exportMethod = 'haconf/export';

export type ExportFormat = 'svg' | 'html' | 'mermaid' | 'json' | 'runbook';

export interface ExportQuery extends TopologyQuery {
  readonly format: ExportFormat;
  /** For `html`: the script of the page (`dist/preview.js`). */
  readonly script?: string;
}

/** Something that the answers to the requests above depend on has changed. Notification from the server, no parameters. */
export const clustersChangedMethod = 'haconf/clustersChanged';

/** The language of a text whose name says little. `RecogniseParams` → its id, or null. */
export const recogniseMethod = 'haconf/recognise';

export interface RecogniseParams {
  readonly uri: string;
  /** The first lines of the text. */
  readonly head: string;
}

/** The command of a lens that counts references: shows them. A client registers it; arguments: URI, position, locations. */
export const showReferencesCommand = 'haconf.showReferences';

/** The version that a document is checked for. `{ uri }` → `TargetResult`. */
export const targetMethod = 'haconf/targetVersion';

export type TargetParams = { readonly uri: string };

export type TargetResult = {
  /** Its id. */
  readonly program: string;
  readonly version: string;
  /** A comment in the document names it. */
  readonly byComment: boolean;
} | null;

/** The same thing on the other nodes of the cluster. `CounterpartQuery` → `CounterpartPlace[]`. */
export const counterpartMethod = 'haconf/counterpart';

export interface CounterpartQuery {
  readonly uri: string;
  readonly position: Position;
}

export interface CounterpartPlace {
  readonly node: string;
  /** What it is: `VI_1`, `server web1 of backend app`. */
  readonly what: string;
  readonly location: Location;
}

/** What each node's HAProxy is told, written so that equal meaning is equal text. `NodeTextsQuery` → `NodeText[]`. */
export const nodeTextsMethod = 'haconf/nodeTexts';

export interface NodeTextsQuery {
  readonly cluster: string;
}

export interface NodeText {
  readonly node: string;
  readonly text: string;
  /** The files that it was made of. */
  readonly uris: readonly string[];
}

/** What a `haconf.json` in a folder would say of what was found. `ManifestQuery` → text, or null without a cluster. */
export const manifestMethod = 'haconf/manifest';

export interface ManifestQuery {
  /** The folder's URI. */
  readonly folder: string;
}

/** What another version would say differently of all files. `CompareParams` → `CompareResult`. */
export const compareMethod = 'haconf/compareVersions';

export interface CompareParams {
  /** Its id. */
  readonly program: string;
  readonly version: string;
}

export interface CompareResult {
  readonly added: readonly DifferentFinding[];
  readonly gone: readonly DifferentFinding[];
}

export interface DifferentFinding {
  readonly uri: string;
  readonly range: Range;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
}

/** Scripts and units that say something about a machine. */
export const hostGlob = '**/{*.sh,*.bash,{haproxy,keepalived}.service,{default,sysconfig}/{haproxy,keepalived}}';

/** The manifest that names clusters. */
export const manifestGlob = '**/haconf.json';

/** The names that a configuration or a template of one may have, as a client finds and watches them. */
export const configurationGlob: string = `**/*.{${[
  '',
  '.j2',
  '.jinja',
  '.jinja2',
  '.erb',
  '.epp',
  '.tmpl',
  '.tpl',
  '.ctmpl',
  '.gotmpl',
  '.in',
]
  .flatMap((engine) => [`cfg${engine}`, `conf${engine}`])
  .join(',')}}`;

/**
 * Sent by a server that cannot read files itself (a web worker) to its client.
 * `findFiles`: `FindFilesParams` → URIs of the `.cfg` and `.conf` files of the workspace. `readFile`: `ReadFileParams` →
 * `ReadFileResult`. `existingFiles`: `{ uris }` → those that are files.
 */
export const findFilesMethod = 'haconf/findFiles';
export const readFileMethod = 'haconf/readFile';
export const existingFilesMethod = 'haconf/existingFiles';

export type ClustersResult = readonly ClusterInfo[];
export type FailoverResult = ClusterReport | null;
export type TopologyResult = Diagram | null;
export type TimeLineResult = TimeLine | null;
export type ElementFindingsResult = readonly ElementFinding[];
/** `most`: how many are asked for. */
export type FindFilesParams = { readonly most: number };
/** `limit`: so many bytes are read at most. */
export type ReadFileParams = { readonly uri: string; readonly limit: number };
/** The text; the size in bytes where that is beyond the limit; why it cannot be read; null where there is no file. */
export type ReadFileResult = string | { readonly bytes: number } | { readonly reason: string } | null;
export type ExistingFilesParams = { readonly uris: readonly string[] };
