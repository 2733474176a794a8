import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type LanguageId, recognise } from '#core/languages/languages.ts';
import type { Settings } from '#core/workspace/settings.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { type FileText, Workspace } from '#core/workspace/workspace.ts';
import type { FileHost } from './host.ts';
import { SectionedDocument } from './sectioned-document.ts';

/** Enough of a text to tell its language. */
const headLength = 8192;

/** Keeps the workspace equal to what the editor shows and, for files that it has not open, what the disk holds. */
export class Store {
  readonly #workspace = new Workspace();
  readonly #documents: TextDocuments<TextDocument>;
  readonly #host: FileHost;
  /** Files of the workspace on disk: they stay known when the editor closes them. */
  readonly #onDisk = new Set<string>();

  constructor(documents: TextDocuments<TextDocument>, host: FileHost) {
    this.#documents = documents;
    this.#host = host;
  }

  get snapshot(): Snapshot {
    return this.#workspace.snapshot;
  }

  setSettings(settings: Settings): void {
    this.#workspace.applyChange({ settings });
  }

  /** A document was opened or changed. Its language is what the editor says, where the editor knows ours. */
  setDocument(document: TextDocument): void {
    if (document instanceof SectionedDocument) {
      this.#workspace.applyChange({ set: [{ path: document.uri, syntax: document.sections }] });
      return;
    }
    const text = document.getText();
    const language = ownLanguage(document.languageId) ?? recognise(document.uri, text.slice(0, headLength));
    if (language) this.#workspace.applyChange({ set: [{ path: document.uri, language, text }] });
    else this.#workspace.applyChange({ remove: [document.uri] });
  }

  /** Loads every configuration below the folders. What is open in the editor keeps the editor's text. */
  async loadFolders(folders: readonly string[], step?: (done: number, total: number) => boolean): Promise<void> {
    await this.reload(await this.#host.findFiles(folders), step);
  }

  /** A document was closed: a file of the workspace goes back to what the disk holds, any other is forgotten. */
  async closeDocument(uri: string): Promise<void> {
    if (this.#onDisk.has(uri)) await this.reload([uri]);
    else this.#workspace.applyChange({ remove: [uri] });
  }

  /** Takes up what the disk now holds of these files of the workspace. `step` says whether to go on. */
  async reload(uris: readonly string[], step?: (done: number, total: number) => boolean): Promise<void> {
    const set: FileText[] = [];
    const remove: string[] = [];
    for (const [index, uri] of uris.entries()) {
      if (step?.(index, uris.length) === false) break;
      const text = await this.#host.readFile(uri);
      const language = text === null ? undefined : recognise(uri, text.slice(0, headLength));
      if (text === null) this.#onDisk.delete(uri);
      else this.#onDisk.add(uri);
      if (text === null || language === undefined) remove.push(uri);
      else set.push({ path: uri, language, text });
    }
    // Files may have been opened while we read.
    const isClosed = (uri: string): boolean => this.#documents.get(uri) === undefined;
    this.#workspace.applyChange({
      set: set.filter((file) => isClosed(file.path)),
      remove: remove.filter(isClosed),
    });
  }
}

function ownLanguage(languageId: string): LanguageId | undefined {
  return languageId === 'haproxy' || languageId === 'keepalived' ? languageId : undefined;
}
