import type { Diagram } from '#core/topology/diagram.ts';

/** What the page itself knows and no host is asked about. */
export interface UiState {
  /** What is searched in the picture. */
  readonly query: string;
  /** Of the search's hits, the one that was jumped to. */
  readonly hit: number;
  /** Size of the picture; undefined: as wide as the panel. */
  readonly zoom: number | undefined;
  /** Id of the element whose card is open. */
  readonly card: string | undefined;
  /** Where the time line stands; undefined: at its end, which is what the picture shows by itself. */
  readonly atMs: number | undefined;
  readonly playing: boolean;
  /** The picture at that moment, as soon as it is known. */
  readonly frame: Diagram | undefined;
  /** Elements that the editor's cursor is on, the innermost first. */
  readonly cursor: readonly string[];
}

export const initialUi: UiState = {
  query: '',
  hit: 0,
  zoom: undefined,
  card: undefined,
  atMs: undefined,
  playing: false,
  frame: undefined,
  cursor: [],
};

/** What the host of the page can do; what it cannot is not offered. */
export interface Abilities {
  /** Show a line of a file. */
  readonly reveal: boolean;
  /** Apply fixes, copy the runbook, write files. */
  readonly edit: boolean;
  /** Draw again, with another emphasis, other folds or at another moment. */
  readonly draw: boolean;
}
