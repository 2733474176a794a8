import { completionAt, explanationAt, signatureAt } from '#core/workspace/assist.ts';
import { counterparts } from '#core/workspace/counterpart.ts';
import { electionMarkdown, electionsIn } from '#core/workspace/election-lens.ts';
import { placeFix } from '#core/workspace/fixes.ts';
import { foldsOf } from '#core/workspace/folding.ts';
import { formattingOf } from '#core/workspace/formatting.ts';
import { linksOf } from '#core/workspace/links.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import { referencesAt } from '#core/workspace/references.ts';
import { renamableAt, renameOnNodes } from '#core/workspace/rename.ts';
import { repairsFor } from '#core/workspace/repairs.ts';
import { safeFixes } from '#core/workspace/safe-fixes.ts';
import { selectionsAt } from '#core/workspace/selection.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { tokensOf } from '#core/workspace/tokens.ts';
import { callsFrom, callsTo, proxyAt } from '#core/workspace/traffic-calls.ts';
import { workspaceSymbols } from '#core/workspace/workspace-symbols.ts';

/** What can be asked of a whole file. */
export function askOfFile(snapshot: Snapshot, path: string): void {
  const file = snapshot.files.get(path);
  if (!file) throw new Error(`${path} is not in the snapshot`);
  for (const finding of [...snapshot.fileFindings(path), ...snapshot.clusterFindings()]) {
    for (const fix of finding.fixes ?? []) placeFix(snapshot, fix);
    repairsFor(snapshot, finding, finding.at);
  }
  safeFixes(snapshot, snapshot.fileFindings(path));
  outlineOf(snapshot, path);
  foldsOf(snapshot, path);
  linksOf(snapshot, path);
  tokensOf(file);
  for (const align of [false, true]) formattingOf(snapshot, path, { indent: '    ', align });
  workspaceSymbols(snapshot, '');
  for (const election of electionsIn(snapshot, path)) electionMarkdown(election);
}

/** What can be asked of a place. `name`: what to rename it to. */
export function askAt(snapshot: Snapshot, path: string, offset: number, name: string): void {
  completionAt(snapshot, path, offset);
  explanationAt(snapshot, path, offset);
  signatureAt(snapshot, path, offset);
  referencesAt(snapshot, path, offset);
  renamableAt(snapshot, path, offset);
  renameOnNodes(snapshot, path, offset, name);
  counterparts(snapshot, path, offset);
  selectionsAt(snapshot, path, offset);
  const proxy = proxyAt(snapshot, path, offset);
  if (proxy) {
    callsFrom(snapshot, proxy);
    callsTo(snapshot, proxy);
  }
}
