import type { Range, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { renamableAt, renameOnNodes } from '#core/workspace/rename.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

/** An answer, or a sentence for the user that says why there is none. */
export type OrRefusal<T> = T | { readonly refused: string };

/** What the editor puts into its input box. */
export function prepareRename(
  snapshot: Snapshot,
  positions: Positions,
  uri: string,
  offset: number,
): OrRefusal<{ range: Range; placeholder: string }> {
  const found = renamableAt(snapshot, uri, offset);
  return 'refused' in found ? found : { range: positions.range(uri, found.range), placeholder: found.name };
}

/** The edits that give a name another one in all files of the configuration. */
export function rename(
  snapshot: Snapshot,
  positions: Positions,
  uri: string,
  offset: number,
  newName: string,
): OrRefusal<WorkspaceEdit> {
  const found = renameOnNodes(snapshot, uri, offset, newName);
  if ('refused' in found) return found;
  const byFile = new Map<string, TextEdit[]>();
  for (const { path, range } of found.edits) {
    const edits = byFile.get(path) ?? [];
    byFile.set(path, edits);
    edits.push({ range: positions.range(path, range), newText: newName });
  }
  const documentChanges = [...byFile].map(
    ([path, edits]): TextDocumentEdit => ({ textDocument: { uri: path, version: positions.version(path) }, edits }),
  );
  return { documentChanges };
}
