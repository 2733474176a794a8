import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import { type Table, table } from '#core/base/table.ts';
import type { OutlineItem } from '#core/catalog/outline.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { workspaceSymbols } from '#core/workspace/workspace-symbols.ts';
import type { Positions } from '../positions.ts';

const kinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  section: SymbolKind.Namespace,
  listener: SymbolKind.Interface,
  server: SymbolKind.Object,
  condition: SymbolKind.Boolean,
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

const namedKinds: Table<SymbolKind> = table({
  acl: SymbolKind.Boolean,
  server: SymbolKind.Object,
  definition: SymbolKind.Constant,
});

/** Declared names of all files that match a query. */
export function workspaceSymbol(snapshot: Snapshot, positions: Positions, query: string): SymbolInformation[] {
  return workspaceSymbols(snapshot, query).map(({ name, title, at }) => ({
    name,
    kind: namedKinds.get(at.occurrence.kind) ?? SymbolKind.Namespace,
    containerName: title,
    location: { uri: at.path, range: positions.range(at.path, at.range) },
  }));
}
