import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { Hover } from 'vscode-languageserver-types';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Counting } from './counting.ts';
import type { Moment } from './editing.ts';
import { electionLenses, type PredictionOf, priorityHints, withElection } from './features/election.ts';
import { referenceLenses, withReferences } from './features/reference-lenses.ts';

/** What the prediction says in the text itself: lenses over instances, hints behind priorities, sums in hovers. */
export const inlineHintCapabilities: ServerCapabilities = {
  codeLensProvider: { resolveProvider: true },
  inlayHintProvider: true,
};

/** Each can be switched off. */
interface Switches {
  readonly codeLens: boolean;
  /** Counts of references: off unless asked for. */
  readonly references: boolean;
  readonly inlayHints: boolean;
  readonly hover: boolean;
}

/** The same as it comes from outside: `{ codeLens: { enabled: false }, … }`. */
export interface RawSwitches {
  readonly codeLens?: { readonly enabled?: unknown; readonly references?: unknown };
  readonly inlayHints?: { readonly enabled?: unknown };
  readonly hover?: { readonly election?: unknown };
}

export class InlineHints {
  readonly #connection: Connection;
  readonly #now: () => Moment;
  #switches: Switches = { codeLens: true, references: false, inlayHints: true, hover: true };
  #canRefresh = { codeLens: false, inlayHints: false };
  #shown: readonly unknown[] = [];
  #refreshing = false;

  readonly #counting: Counting;

  constructor(connection: Connection, now: () => Moment, counting: Counting) {
    this.#counting = counting;
    this.#connection = connection;
    this.#now = now;
    connection.onCodeLens(async ({ textDocument }) => {
      const { uri } = textDocument;
      const { codeLens, references } = this.#switches;
      if (codeLens && !this.#canRefresh.codeLens) await counting.counted(uri);
      const { snapshot, positions } = now();
      return [
        ...(codeLens ? electionLenses(snapshot, positions, uri, (cluster) => counting.soFar(cluster)) : []),
        ...(references ? referenceLenses(snapshot, positions, uri) : []),
      ];
    });
    connection.onCodeLensResolve((lens) => {
      const { snapshot, positions } = now();
      return withReferences(snapshot, positions, lens);
    });
    connection.languages.inlayHint.on(({ textDocument, range }) => {
      const { snapshot, positions } = now();
      return this.#switches.inlayHints ? priorityHints(snapshot, positions, textDocument.uri, range) : [];
    });
  }

  /** What the client can do, when the connection begins. */
  begin({ workspace }: ClientCapabilities): void {
    this.#canRefresh = {
      codeLens: workspace?.codeLens?.refreshSupport === true,
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
    };
  }

  configure(raw: RawSwitches): void {
    this.#switches = {
      codeLens: raw.codeLens?.enabled !== false,
      references: raw.codeLens?.references === true,
      inlayHints: raw.inlayHints?.enabled !== false,
      hover: raw.hover?.election !== false,
    };
    this.#shown = [];
  }

  hover(found: Hover | null, uri: string, offset: number): Hover | null {
    const soFar: PredictionOf = (cluster) => this.#counting.soFar(cluster);
    return this.#switches.hover ? withElection(found, this.#now().snapshot, uri, offset, soFar) : found;
  }

  /** What was not counted yet is: the editor has to ask again. */
  async counted(): Promise<void> {
    this.#shown = [];
    await this.changed();
  }

  /**
   * An edit of one node changes what is said in the files of the others, which an editor does not ask for again by
   * itself. While it is being told, further changes wait.
   */
  async changed(): Promise<void> {
    if (this.#refreshing || !this.#differs(this.#now().snapshot)) return;
    this.#refreshing = true;
    try {
      if (this.#canRefresh.codeLens) await this.#connection.sendRequest('workspace/codeLens/refresh');
      if (this.#canRefresh.inlayHints) await this.#connection.languages.inlayHint.refresh();
    } catch {
      // An editor that is closing answers no more.
    } finally {
      this.#refreshing = false;
    }
    if (this.#canRefresh.codeLens || this.#canRefresh.inlayHints) await this.changed();
  }

  /** Whether anything that is shown may have changed: untouched clusters are the same objects. */
  #differs(snapshot: Snapshot): boolean {
    const now = [snapshot.settings, ...snapshot.clusters()];
    const same = now.length === this.#shown.length && now.every((item, index) => item === this.#shown[index]);
    this.#shown = now;
    return !same;
  }
}
