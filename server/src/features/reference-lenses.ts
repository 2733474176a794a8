import type { CodeLens } from 'vscode-languageserver-types';
import { namesOfFile, referencesAt } from '#core/workspace/references.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';
import { showReferencesCommand } from '../protocol.ts';

/** What a lens without its count needs to get it. */
interface LensData {
  readonly uri: string;
  readonly offset: number;
}

/** A lens over each declared section, block, ACL and server; an editor asks for the counts of those in sight. */
export function referenceLenses(snapshot: Snapshot, positions: Positions, uri: string): CodeLens[] {
  const file = snapshot.files.get(uri);
  const seen = new Set<string>();
  return (file ? namesOfFile(file) : []).flatMap(({ range, declares, occurrence }): CodeLens[] => {
    const [key = ''] = occurrence.keys;
    if (!declares || occurrence.kind === 'variable' || seen.has(key)) return [];
    seen.add(key);
    const data: LensData = { uri, offset: range.start };
    return [{ range: positions.range(uri, range), data }];
  });
}

/** The lens with its count; one that is not ours as it is. */
export function withReferences(snapshot: Snapshot, positions: Positions, lens: CodeLens): CodeLens {
  const data = lens.data as LensData | undefined;
  if (lens.command || typeof data?.uri !== 'string') return lens;
  const found = referencesAt(snapshot, data.uri, data.offset).filter((place) => !place.declares);
  const locations = found.map(({ path, range }) => ({ uri: path, range: positions.range(path, range) }));
  const title = found.length === 1 ? '1 reference' : `${found.length} references`;
  const { start } = lens.range;
  return { ...lens, command: { title, command: showReferencesCommand, arguments: [data.uri, start, locations] } };
}
