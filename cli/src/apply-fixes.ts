import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { applyEdits } from '#core/workspace/fixes.ts';
import { safeFixes } from '#core/workspace/safe-fixes.ts';
import type { FileText, Workspace } from '#core/workspace/workspace.ts';
import { replaceFile } from './replace-file.ts';

/** What `--fix` did: titles of fixes by path, and files that could not be written, with the reason. */
export interface Applied {
  readonly titles: ReadonlyMap<string, readonly string[]>;
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
}

/** A fix may uncover the next finding; this many rounds are more than any file needs. */
const mostRounds = 10;

/**
 * Applies all safe fixes to the workspace, again until there are none, and writes the files that changed. `given` are the
 * paths of the command line: what is outside of their folders is not written, whatever leads there.
 */
export function applySafeFixes(workspace: Workspace, cwd: string, given: readonly string[]): Applied {
  const original = workspace.snapshot;
  const titles = new Map<string, string[]>();
  for (let round = 0; round < mostRounds; round++) {
    const { snapshot } = workspace;
    const { fixes, edits } = safeFixes(snapshot, snapshot.findings());
    if (edits.size === 0) break;
    for (const { title, edits: own } of fixes) {
      for (const path of new Set(own.map(({ at }) => at.path))) titles.set(path, [...(titles.get(path) ?? []), title]);
    }
    const set = [...edits].flatMap(([path, list]): FileText[] => {
      const file = snapshot.files.get(path);
      return file ? [{ path, language: file.language, text: applyEdits(file.text, list) }] : [];
    });
    workspace.applyChange({ set });
  }
  const folders = foldersOf(cwd, given);
  const failed = [...titles.keys()].flatMap((path) => {
    const [before, after] = [original, workspace.snapshot].map((snapshot) => snapshot.files.get(path)?.text);
    if (before === undefined || after === undefined) return [];
    const reason = replaceFile(resolve(cwd, path), folders, before, after);
    return reason === undefined ? [] : [{ path, reason }];
  });
  // What is not on the disk is not mended.
  workspace.applyChange({ set: failed.flatMap(({ path }) => original.files.get(path) ?? []) });
  return { titles, failed };
}

/** The real folders that were given, or that given files are in. */
function foldersOf(cwd: string, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    try {
      const absolute = resolve(cwd, path);
      return [realpathSync(statSync(absolute).isDirectory() ? absolute : dirname(absolute))];
    } catch {
      // It has just gone; so have its files.
      return [];
    }
  });
}
