import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { type OutlineItem, outlineOf } from '#core/workspace/outline.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

const kinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  section: SymbolKind.Namespace,
  listener: SymbolKind.Interface,
  server: SymbolKind.Object,
  setting: SymbolKind.Property,
};

/** The file's outline. */
export function documentSymbols(snapshot: Snapshot, positions: Positions, uri: string): DocumentSymbol[] {
  const symbol = (item: OutlineItem): DocumentSymbol => ({
    name: item.title,
    detail: item.detail,
    kind: kinds[item.kind],
    range: positions.range(uri, item.range),
    selectionRange: positions.range(uri, item.nameRange),
    children: item.children.map(symbol),
  });
  return outlineOf(snapshot, uri).map(symbol);
}
