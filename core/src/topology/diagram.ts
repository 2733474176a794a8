import type { EdgeKind } from './graph.ts';

/**
 * The picture of a cluster in one state: positioned boxes and lines with everything that is written in them.
 *
 * Plain JSON, so that it travels to an editor, a page or a file as it is. Lengths are CSS pixels at 100 %, the
 * origin is the upper left corner. Ids depend on names only: an element keeps its id while priorities, checks or
 * faults change, so a page can update it in place.
 */
export interface Diagram {
  /** Id of the cluster. */
  readonly cluster: string;
  readonly title: string;
  /** The reason of what the title says. */
  readonly why: string;
  /** The facts of the picture in sentences, most important first: its text alternative. */
  readonly summary: readonly string[];
  /** The faults after which the cluster is drawn, as on the command line; empty: all is well. */
  readonly faults: readonly string[];
  /** What the picture dwells on. */
  readonly emphasis: Emphasis;
  /** `danger`: some virtual IP has no holder, several, or one without HAProxy. */
  readonly verdict: 'ok' | 'danger';
  readonly width: number;
  readonly height: number;
  /** In painting order: what surrounds others comes before them. */
  readonly boxes: readonly DiagramBox[];
  /** Painted below all boxes but those of kind `lane`. */
  readonly edges: readonly DiagramEdge[];
}

/** `failover`: who holds what and what can break. `traffic`: what HAProxy does with the requests. */
export type Emphasis = 'failover' | 'traffic';

export type BoxKind =
  | 'clients'
  | 'vip'
  | 'machine'
  | 'member'
  | 'members'
  | 'haproxy'
  | 'part'
  | 'link'
  | 'lane'
  | 'frontend'
  | 'listen'
  | 'backend'
  | 'backends'
  | 'server'
  | 'servers'
  | 'fold';

/**
 * What an element is at the moment; a renderer turns it into colour, the texts say it in words.
 * `active`: serves clients now. `local`: reachable on the machine itself only. `differs`: not the same on all machines. `broken`: a fault of the scenario is on it.
 */
export type Role =
  | 'master'
  | 'backup'
  | 'fault'
  | 'off'
  | 'danger'
  | 'uncertain'
  | 'active'
  | 'standby'
  | 'local'
  | 'differs'
  | 'down'
  | 'broken';

export interface DiagramBox {
  readonly id: string;
  readonly kind: BoxKind;
  readonly roles: readonly Role[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly DiagramText[];
  /** The same facts in words, for those who do not see the box. */
  readonly label: string;
  readonly reveal?: Reveal;
  /** The faults that can happen to it; the first is what a click puts on or off. */
  readonly faults?: readonly [string, ...string[]];
  /** It stands for several things, or ends a list of things that were one: a click opens or closes them. */
  readonly fold?: { readonly id: string; readonly open: boolean };
  /** Names of what it stands for, for those who search. */
  readonly names?: readonly string[];
  readonly badge?: Badge;
}

/** Findings on what a box shows: the worst severity and how many there are. */
export interface Badge {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly count: number;
}

/** `y` is the baseline, `x` the edge that `anchor` names. */
export interface DiagramText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly style: 'title' | 'strong' | 'normal' | 'muted' | 'alarm' | 'word';
  readonly anchor: 'start' | 'middle' | 'end';
  /** A pill behind the text, for the word that names a state. */
  readonly pill?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface DiagramEdge {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  /** Corners of a line of horizontal and vertical parts, from start to end; the arrow is at the end. */
  readonly points: readonly Point[];
  readonly label: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an element stands in the files. */
export interface Reveal {
  /** Path or URI, whatever the files of the workspace are known by. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}
