import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { guarded } from '#core/base/failure.ts';
import { isOf, type Language, type SourceFile } from '#core/languages/language.ts';
import { type Languages, languageOf, languages, recognise } from '#core/languages/languages.ts';
import { type FileProblem, tooMany, withCommas } from '#core/workspace/file-problem.ts';
import type { Settings } from '#core/workspace/settings.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { sourceFileOrFailure } from '#core/workspace/source-file.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import type { FileHost } from './host.ts';
import { SectionedDocument } from './sectioned-document.ts';
import { Slices } from './slices.ts';

/** Enough of a text to tell its language. */
const headLength = 8192;

/** What the server reads by itself. What an editor opens is the editor's, however large. */
export interface StoreLimits {
  /** Bytes of one file: judging one that large takes nearly two seconds of a processor, in which nobody is answered. */
  readonly file: number;
  /** To pair so many machines takes most of a second, which cannot be cut into slices. */
  readonly files: number;
  /** All texts together, in UTF-16 units; the server needs several times as much memory. */
  readonly text: number;
}

export const storeLimits: StoreLimits = { file: 8 * 1024 * 1024, files: 5_000, text: 64 * 1024 * 1024 };

/** A workspace that takes longer is not waited for: what was read by then has to do. Milliseconds. */
const loadMs = 180_000;

/** So many files are asked for at once. */
const batch = 16;

/** Told about each step; says whether to go on. */
type Step = (done: number, total: number) => boolean;

/** Keeps the workspace equal to what the editor shows and, for files that it has not open, what the disk holds. */
export class Store {
  readonly #workspace: Workspace;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #host: FileHost;
  readonly #limits: StoreLimits;
  /** Told of every problem once, when it comes up. */
  readonly #onProblem: (problem: FileProblem) => void;
  /** Files of the workspace on disk and how long they are: they stay known when the editor closes them. */
  readonly #onDisk = new Map<string, number>();
  #length = 0;
  #firstLeftOut: string | undefined;
  readonly #problems = new Map<string, FileProblem>();
  /** Which asking for a file was the last one: an answer to one before it is out of date. */
  readonly #asked = new Map<string, number>();
  #askings = 0;

  constructor(
    documents: TextDocuments<TextDocument>,
    host: FileHost,
    onProblem: (problem: FileProblem) => void = () => undefined,
    limits: StoreLimits = storeLimits,
    known: Languages = languages,
  ) {
    this.#workspace = new Workspace({ postpones: true, known });
    this.#documents = documents;
    this.#host = host;
    this.#onProblem = onProblem;
    this.#limits = limits;
  }

  get snapshot(): Snapshot {
    return this.#workspace.snapshot;
  }

  /** What the server went without, by path: files that it did not read, folders of which something was left out. */
  get problems(): ReadonlyMap<string, FileProblem> {
    return this.#problems;
  }

  setSettings(settings: Settings): void {
    this.#workspace.applyChange({ settings });
  }

  /** A document was opened or changed. Its language is what the editor says, where the editor knows ours. */
  setDocument(document: TextDocument): void {
    if (document instanceof SectionedDocument) {
      this.#workspace.applyChange({
        set: [{ path: document.uri, language: document.language, parts: document.sections }],
      });
      return;
    }
    const text = document.getText();
    const language = this.#ownLanguage(document.languageId) ?? this.#recognise(document.uri, text);
    if (language) this.#workspace.applyChange({ set: [{ path: document.uri, language, text }] });
    else this.#workspace.applyChange({ remove: [document.uri] });
  }

  /**
   * Loads every configuration below the folders and judges each, in slices between which requests are answered. What is
   * open in the editor keeps the editor's text.
   */
  async loadFolders(folders: readonly string[], step: Step = () => true): Promise<void> {
    const end = performance.now() + loadMs;
    const goesOn: Step = (done, total) => step(done, total) && performance.now() < end;
    const { uris, problems } = await this.#host.findFiles(folders, () => goesOn(0, 0));
    for (const problem of problems) this.#note(problem.path, problem);
    const isDone = await this.reload(uris, goesOn);
    const [folder] = folders;
    if (!isDone && folder !== undefined) {
      const why = performance.now() < end ? 'before the loading was cancelled' : `in ${loadMs / 1000} seconds`;
      this.#note(folder, tooMany(folder, `the files that were not read ${why}`));
    }
  }

  /** A document was closed: a file of the workspace goes back to what the disk holds, any other is forgotten. */
  async closeDocument(uri: string): Promise<void> {
    if (this.#onDisk.has(uri) || this.#problems.has(uri)) await this.reload([uri]);
    else this.#workspace.applyChange({ remove: [uri] });
  }

  /**
   * Takes up what the disk now holds of these files of the workspace. `step` says whether to go on; the result, whether
   * all were read.
   */
  async reload(uris: readonly string[], step: Step = () => true): Promise<boolean> {
    const asking = ++this.#askings;
    for (const uri of uris) this.#asked.set(uri, asking);
    const set: SourceFile[] = [];
    const remove: string[] = [];
    const slices = new Slices();
    let from = 0;
    for (; from < uris.length && step(from, uris.length); from += batch) {
      const some = uris.slice(from, from + batch).filter((uri) => this.#hasRoomFor(uri));
      const contents = await Promise.all(some.map((uri) => this.#host.readFile(uri, this.#limits.file)));
      for (const [index, uri] of some.entries()) {
        if (this.#asked.get(uri) !== asking) continue;
        const file = this.#take(uri, contents[index] ?? null);
        if (file) set.push(file);
        else remove.push(uri);
        await slices.next();
      }
    }
    // Files may have been opened while we read, or asked for again.
    const isOurs = (uri: string): boolean => this.#documents.get(uri) === undefined && this.#asked.get(uri) === asking;
    this.#workspace.applyChange({
      set: set.filter((file) => isOurs(file.path)),
      remove: remove.filter(isOurs),
    });
    for (const uri of uris) if (this.#asked.get(uri) === asking) this.#asked.delete(uri);
    await this.#judge(uris);
    return from >= uris.length;
  }

  /** So that nothing but the telling is left to be done at once. What fails is told when it is asked for to be shown. */
  async #judge(uris: readonly string[]): Promise<void> {
    const slices = new Slices();
    const judge = (what: () => readonly unknown[]): Promise<void> => {
      guarded('judging a file', what, () => []);
      return slices.next();
    };
    for (const uri of uris) await judge(() => this.snapshot.fileFindings(uri));
    await judge(() => this.snapshot.clusters());
    await judge(() => this.snapshot.findingsByCluster());
  }

  /** What a file is that was read; undefined when nothing is to be known of it. */
  #take(uri: string, content: Awaited<ReturnType<FileHost['readFile']>>): SourceFile | undefined {
    const text = content && 'text' in content ? content.text : undefined;
    const language = text === undefined ? undefined : this.#recognise(uri, text);
    const before = this.#onDisk.get(uri);
    this.#length -= before ?? 0;
    this.#onDisk.delete(uri);
    if (text === undefined || language === undefined) {
      this.#note(uri, content && 'problem' in content ? content.problem : undefined);
      return undefined;
    }
    if (!this.#hasRoomFor(uri, text.length)) return undefined;
    this.#onDisk.set(uri, text.length);
    this.#length += text.length;
    this.#note(uri, undefined);
    const known = this.snapshot.files.get(uri);
    if (isOf(known, language) && known.text === text) return known;
    return sourceFileOrFailure(uri, language, text, known);
  }

  /** Whether a file, and a text of this length, may still be taken up. That one was not is said of the first one. */
  #hasRoomFor(uri: string, length = 0): boolean {
    const { files, text } = this.#limits;
    const isFull = this.#onDisk.size >= files;
    if (this.#onDisk.has(uri) || (!isFull && this.#length + length <= text)) return true;
    if (this.#firstLeftOut === undefined || !this.#problems.has(this.#firstLeftOut)) {
      this.#firstLeftOut = uri;
      const full = isFull ? `${withCommas(files)} configurations` : `${text / 1024 / 1024} MB of text`;
      this.#note(uri, tooMany(uri, `this file and all that come after the first ${full}`));
    } else if (uri !== this.#firstLeftOut) this.#note(uri, undefined);
    return false;
  }

  #recognise(uri: string, text: string): Language | undefined {
    return recognise(uri, text.slice(0, headLength), this.snapshot.languages);
  }

  /** What the editor says where it knows one that a program reads. Other ids of ours may mean something else to it. */
  #ownLanguage(languageId: string): Language | undefined {
    const language = languageOf(languageId, this.snapshot.languages);
    return language?.program && language;
  }

  #note(uri: string, problem: FileProblem | undefined): void {
    const before = this.#problems.get(uri);
    if (problem) this.#problems.set(uri, problem);
    else this.#problems.delete(uri);
    if (problem && before?.message !== problem.message) this.#onProblem(problem);
  }
}
