import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { applyEdits, safeFixes } from '#core/workspace/fixes.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { FileText, Workspace } from '#core/workspace/workspace.ts';

/** What `--fix` did: titles of fixes by path, and files that could not be written, with the reason. */
export interface Applied {
  readonly titles: ReadonlyMap<string, readonly string[]>;
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
}

/** A fix may uncover the next finding; this many rounds are more than any file needs. */
const mostRounds = 10;

/** Applies all safe fixes to the workspace, again until there are none, and writes the files that changed. */
export function applySafeFixes(workspace: Workspace, cwd: string): Applied {
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
  const failed = [...titles.keys()].flatMap((path) => {
    const reason = write(cwd, path, original, workspace.snapshot);
    return reason === undefined ? [] : [{ path, reason }];
  });
  // What is not on the disk is not mended.
  workspace.applyChange({ set: failed.flatMap(({ path }) => original.files.get(path) ?? []) });
  return { titles, failed };
}

/** Writes a file beside its place and moves it there, so that nobody ever reads half of it. Returns why it could not. */
function write(cwd: string, path: string, before: Snapshot, after: Snapshot): string | undefined {
  const text = after.files.get(path)?.text;
  if (text === undefined) return undefined;
  let temporary: string | undefined;
  try {
    const target = realpathSync(resolve(cwd, path));
    // Bytes that are no UTF-8 would not come back as they were.
    if (!readFileSync(target).equals(Buffer.from(before.files.get(path)?.text ?? ''))) {
      return 'it is not plain UTF-8, or has changed meanwhile';
    }
    temporary = `${target}.haconf-${process.pid}`;
    writeFileSync(temporary, text, { flag: 'wx' });
    chmodSync(temporary, statSync(target).mode);
    renameSync(temporary, target);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
