import { kindTitle } from './kind-title.ts';
import { namesOfFile, type Reference } from './references.ts';
import type { Snapshot } from './snapshot.ts';

/** A declared name anywhere in the workspace. */
export interface WorkspaceSymbol {
  readonly name: string;
  /** What it is: `backend`, `vrrp_script`. */
  readonly title: string;
  readonly at: Reference;
}

/** More than anybody reads; the next letter of the query brings others. */
const most = 500;

/** Declared names that hold the letters of `query` in order, better matches first. Variables are no declarations. */
export function workspaceSymbols(snapshot: Snapshot, query: string): readonly WorkspaceSymbol[] {
  const wanted = query.toLowerCase();
  const found: { readonly rank: number; readonly symbol: WorkspaceSymbol }[] = [];
  for (const file of snapshot.files.values()) {
    const seen = new Set<string>();
    for (const at of namesOfFile(file)) {
      const { kind, name, keys } = at.occurrence;
      if (!at.declares || file.language.names?.isEverywhere?.(kind) || seen.has(keys[0] ?? '')) continue;
      seen.add(keys[0] ?? '');
      const rank = rankOf(name.toLowerCase(), wanted);
      if (rank !== undefined) found.push({ rank, symbol: { name, title: kindTitle(file.language, kind), at } });
    }
  }
  found.sort((a, b) => a.rank - b.rank);
  return found.slice(0, most).map(({ symbol }) => symbol);
}

/** 0 for the name itself, 1 for its start, 2 for a part, 3 for letters in order; undefined for no match. */
function rankOf(name: string, query: string): number | undefined {
  if (query === '' || name === query) return 0;
  if (name.startsWith(query)) return 1;
  if (name.includes(query)) return 2;
  let at = 0;
  for (const letter of query) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return 3;
}
