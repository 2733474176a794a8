import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { clusterDiagnostics, fileDiagnostics } from './features/diagnostics.ts';
import { positionsOf } from './positions.ts';

/** What the editor has been told of a file. */
interface Published {
  /** Identities of everything that the file's own findings depend on. */
  readonly inputs: readonly unknown[];
  readonly own: readonly Diagnostic[];
  readonly text: string;
}

/** Tells the editor the findings of every file of the workspace, and tells it again only what has changed. */
export class Publisher {
  readonly #connection: Connection;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #docsUri: string;
  readonly #published = new Map<string, Published>();

  constructor(connection: Connection, documents: TextDocuments<TextDocument>, docsUri: string) {
    this.#connection = connection;
    this.#documents = documents;
    this.#docsUri = docsUri;
  }

  /** `changed` is told even when its findings are the same: an editor may wait for those of its version. */
  publish(snapshot: Snapshot, changed?: string): void {
    const positions = positionsOf(snapshot, this.#documents);
    const between = clusterDiagnostics(snapshot, positions, this.#docsUri);
    for (const [uri, file] of snapshot.files) {
      const inputs = [file, snapshot.settings, ...snapshot.loadedTogether(uri)];
      const known = this.#published.get(uri);
      const own =
        known && sameItems(known.inputs, inputs) ? known.own : fileDiagnostics(snapshot, positions, this.#docsUri, uri);
      this.#send(uri, inputs, own, [...own, ...(between.get(uri) ?? [])], uri === changed);
    }
    for (const uri of this.#published.keys()) {
      if (!snapshot.files.has(uri)) this.#forget(uri);
    }
    if (changed !== undefined && !snapshot.files.has(changed)) this.#forget(changed);
  }

  #send(
    uri: string,
    inputs: readonly unknown[],
    own: readonly Diagnostic[],
    all: readonly Diagnostic[],
    always: boolean,
  ): void {
    const text = JSON.stringify(all);
    const known = this.#published.get(uri);
    this.#published.set(uri, { inputs, own, text });
    // A file without findings of which the editor knows nothing needs no word.
    if (!always && (known ? known.text === text : all.length === 0)) return;
    const version = this.#documents.get(uri)?.version;
    void this.#connection.sendDiagnostics({ uri, diagnostics: [...all], ...(version !== undefined && { version }) });
  }

  #forget(uri: string): void {
    this.#published.delete(uri);
    const version = this.#documents.get(uri)?.version;
    void this.#connection.sendDiagnostics({ uri, diagnostics: [], ...(version !== undefined && { version }) });
  }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
