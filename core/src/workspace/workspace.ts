import { forgetUnused } from '../base/text-cache.ts';
import { isOf, type Language, type LanguageId, type SourceFile } from '../languages/language.ts';
import { type Languages, languageOf, languages } from '../languages/languages.ts';
import type { SyntaxFile } from '../syntax/chunk.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { Snapshot } from './snapshot.ts';
import { fileInParts, sourceFileOrFailure } from './source-file.ts';

/** A file as it comes from a disk or an editor. */
export interface FileText {
  readonly path: string;
  readonly language: Language | LanguageId;
  readonly text: string;
}

/** A file whose parts are known already, as an editor's document keeps them. */
export interface FileParts {
  readonly path: string;
  readonly language: Language;
  readonly parts: SyntaxFile;
}

/** What changed since the last snapshot. */
export interface Change {
  /** Files that were made from their texts already are taken as they are. */
  readonly set?: readonly (FileText | FileParts | SourceFile)[];
  readonly remove?: readonly string[];
  readonly settings?: Settings;
}

/** So much text may be gone, in UTF-16 units, before what is remembered of its lines goes, too: that is ten times as much. */
const forgottenAfter = 32 * 1024;

/** The only mutable thing of the core: takes changes, hands out immutable snapshots. */
export class Workspace {
  #snapshot: Snapshot;
  /** Length of what was removed since the last forgetting. */
  #gone = 0;

  /**
   * `postpones`: findings that need long are left out at first (`ClusterFindings.waitsFor`). `known`: the languages that
   * files may be in.
   */
  constructor({
    postpones = false,
    known = languages,
  }: { readonly postpones?: boolean; readonly known?: Languages } = {}) {
    this.#snapshot = new Snapshot(new Map(), defaultSettings, undefined, { postpones, known });
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Applies a change; results of files and clusters that it does not touch are kept. */
  applyChange(change: Change): Snapshot {
    const files = new Map<string, SourceFile>(this.#snapshot.files);
    for (const path of change.remove ?? []) {
      const file = files.get(path);
      if (file) this.#gone += file.syntax.length;
      files.delete(path);
    }
    let isNew = false;
    for (const file of change.set ?? []) {
      const previous = files.get(file.path);
      isNew ||= previous === undefined;
      if ('syntax' in file) {
        files.set(file.path, file);
        continue;
      }
      if ('parts' in file) {
        if (previous?.syntax !== file.parts) files.set(file.path, fileInParts(file.path, file.language, file.parts));
        continue;
      }
      const { path, text } = file;
      const language = this.#language(file.language);
      if (isOf(previous, language) && previous.text === text) continue;
      files.set(path, sourceFileOrFailure(path, language, text, previous));
    }
    const inOrder = isNew ? sorted(files) : files;
    this.#snapshot = new Snapshot(inOrder, change.settings ?? this.#snapshot.settings, this.#snapshot);
    if (this.#gone >= forgottenAfter) {
      forgetUnused();
      // What was asked for a moment ago stays for one more time.
      if (this.#gone >= 2 * forgottenAfter) forgetUnused();
      this.#gone = 0;
    }
    return this.#snapshot;
  }

  #language(id: Language | LanguageId): Language {
    if (typeof id !== 'string') return id;
    const found = languageOf(id, this.#snapshot.languages);
    if (!found) throw new RangeError(`no language is called ${id}`);
    return found;
  }
}

/**
 * By path, which is the order in which HAProxy loads the files of a folder: who opens or creates files in another order
 * must be told the same.
 */
function sorted(files: ReadonlyMap<string, SourceFile>): ReadonlyMap<string, SourceFile> {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
