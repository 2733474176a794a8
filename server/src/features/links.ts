import type { DocumentLink } from 'vscode-languageserver-types';
import { linkCandidates, linksOf } from '#core/workspace/links.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { FileHost } from '../host.ts';
import type { Positions } from '../positions.ts';

/** Links to the files that a document names, as far as they exist where a repository keeps them or on this machine. */
export async function documentLinks(
  snapshot: Snapshot,
  positions: Positions,
  host: FileHost,
  uri: string,
): Promise<DocumentLink[]> {
  const links = linksOf(snapshot, uri).map((link) => ({
    range: positions.range(uri, link.range),
    candidates: linkCandidates(uri, link.target),
  }));
  const wanted = [...new Set(links.flatMap(({ candidates }) => candidates))];
  const existing = new Set(wanted.length > 0 ? await host.existingFiles(wanted) : []);
  return links.flatMap(({ range, candidates }) => {
    const target = candidates.find((candidate) => existing.has(candidate));
    return target === undefined ? [] : [{ range, target }];
  });
}
