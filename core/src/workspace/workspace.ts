import { forgetUnused } from '../base/text-cache.ts';
import type { HaproxySyntax } from '../languages/haproxy/parser.ts';
import type { LanguageId } from '../languages/languages.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { Snapshot } from './snapshot.ts';
import { haproxyFile, type SourceFile, sourceFileOrFailure } from './source-file.ts';

/** A file as it comes from a disk or an editor. */
export interface FileText {
  readonly path: string;
  readonly language: LanguageId;
  readonly text: string;
}

/** A HAProxy file whose sections are known already, as an editor's document keeps them. */
export interface FileSections {
  readonly path: string;
  readonly syntax: HaproxySyntax;
}

/** What changed since the last snapshot. */
export interface Change {
  /** Files that were made from their texts already are taken as they are. */
  readonly set?: readonly (FileText | FileSections | SourceFile)[];
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

  /** `postpones`: findings that need long are left out at first (`ClusterFindings.waitsFor`). */
  constructor({ postpones = false }: { readonly postpones?: boolean } = {}) {
    this.#snapshot = new Snapshot(new Map(), defaultSettings, undefined, postpones);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Applies a change; results of files and clusters that it does not touch are kept. */
  applyChange(change: Change): Snapshot {
    const files = new Map<string, SourceFile>(this.#snapshot.files);
    for (const path of change.remove ?? []) {
      const file = files.get(path);
      if (file) this.#gone += lengthOf(file);
      files.delete(path);
    }
    for (const file of change.set ?? []) {
      const previous = files.get(file.path);
      if ('language' in file && 'syntax' in file) {
        files.set(file.path, file);
        continue;
      }
      if ('syntax' in file) {
        if (previous?.syntax !== file.syntax) files.set(file.path, haproxyFile(file.path, file.syntax));
        continue;
      }
      const { path, language, text } = file;
      if (previous?.text === text && previous.language === language) continue;
      files.set(path, sourceFileOrFailure(path, language, text, previous));
    }
    this.#snapshot = new Snapshot(files, change.settings ?? this.#snapshot.settings, this.#snapshot);
    if (this.#gone >= forgottenAfter) {
      forgetUnused();
      // What was asked for a moment ago stays for one more time.
      if (this.#gone >= 2 * forgottenAfter) forgetUnused();
      this.#gone = 0;
    }
    return this.#snapshot;
  }
}

/** Without putting together the text of a file that is open as its sections. */
function lengthOf(file: SourceFile): number {
  if (file.language !== 'haproxy') return file.text.length;
  return file.syntax.stretches.reduce((sum, { length }) => sum + length, 0);
}
