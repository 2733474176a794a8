import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import { type Reference, referencesAt, referencesInFile } from '#core/workspace/references.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

/** Where the name at an offset is declared; several ACL lines may share one name. */
export function definition(snapshot: Snapshot, positions: Positions, uri: string, offset: number): Location[] {
  return referencesAt(snapshot, uri, offset)
    .filter((found) => found.declares)
    .map((found) => location(positions, found));
}

/** Where the name at an offset is used and, when asked for, declared. */
export function references(
  snapshot: Snapshot,
  positions: Positions,
  uri: string,
  offset: number,
  withDeclarations: boolean,
): Location[] {
  return referencesAt(snapshot, uri, offset)
    .filter((found) => withDeclarations || !found.declares)
    .map((found) => location(positions, found));
}

/** The places of the same file that name what the cursor is on. */
export function documentHighlight(
  snapshot: Snapshot,
  positions: Positions,
  uri: string,
  offset: number,
): DocumentHighlight[] {
  return referencesInFile(snapshot, uri, offset).map((found) => ({
    range: positions.range(uri, found.range),
    kind: found.declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

function location(positions: Positions, { path, range }: Reference): Location {
  return { uri: path, range: positions.range(path, range) };
}
