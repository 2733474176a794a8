import {
  type Connection,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { incomingCalls, outgoingCalls, prepareCalls } from './features/call-hierarchy.ts';
import { foldingRanges, selectionRange } from './features/folding.ts';
import { formatting, onTypeFormatting } from './features/formatting.ts';
import { documentLinks } from './features/links.ts';
import { recogniseText } from './features/recognise.ts';
import { definition, documentHighlight, references } from './features/references.ts';
import { type OrRefusal, prepareRename, rename } from './features/rename.ts';
import { SemanticTokenFeed, semanticTokensIn, semanticTokensLegend } from './features/semantic-tokens.ts';
import { workspaceSymbol } from './features/symbols.ts';
import { compareWith, targetVersion } from './features/versions.ts';
import type { FileHost } from './host.ts';
import type { Positions } from './positions.ts';
import {
  type CompareParams,
  compareMethod,
  type RecogniseParams,
  recogniseMethod,
  type TargetParams,
  targetMethod,
} from './protocol.ts';

/** What the server can do for somebody who edits a file, beside what it says of it. */
export const editingCapabilities: ServerCapabilities = {
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  callHierarchyProvider: true,
  renameProvider: { prepareProvider: true },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  workspaceSymbolProvider: true,
  documentLinkProvider: {},
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: ['}'] },
  semanticTokensProvider: { legend: semanticTokensLegend, full: { delta: true }, range: true },
};

/** The state of this moment, from which a request is answered. */
export interface Moment {
  readonly snapshot: Snapshot;
  readonly positions: Positions;
}

/** A line for each request of an editor. */
export function serveEditing(connection: Connection, host: FileHost, now: () => Moment): void {
  /** Of a request about a place: the document and the offset in it. */
  const placed = <T>(
    params: TextDocumentPositionParams,
    answer: (snapshot: Snapshot, positions: Positions, uri: string, offset: number) => T,
  ): T => {
    const { snapshot, positions } = now();
    const { uri } = params.textDocument;
    return answer(snapshot, positions, uri, positions.offset(uri, params.position));
  };

  connection.onDefinition((params) => placed(params, definition));
  connection.onReferences((params) =>
    placed(params, (...place) => references(...place, params.context.includeDeclaration)),
  );
  connection.onDocumentHighlight((params) => placed(params, documentHighlight));
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare((params) => placed(params, prepareCalls));
  callHierarchy.onIncomingCalls(({ item }) => {
    const { snapshot, positions } = now();
    return incomingCalls(snapshot, positions, item);
  });
  callHierarchy.onOutgoingCalls(({ item }) => {
    const { snapshot, positions } = now();
    return outgoingCalls(snapshot, positions, item);
  });
  connection.onPrepareRename((params) => orError(placed(params, prepareRename)));
  connection.onRenameRequest((params) => orError(placed(params, (...place) => rename(...place, params.newName))));
  connection.onFoldingRanges(({ textDocument }) => {
    const { snapshot, positions } = now();
    return foldingRanges(snapshot, positions, textDocument.uri);
  });
  connection.onSelectionRanges(({ textDocument: { uri }, positions: places }) => {
    const { snapshot, positions } = now();
    return places.map((place) => selectionRange(snapshot, positions, uri, positions.offset(uri, place)));
  });
  connection.onWorkspaceSymbol(({ query }) => {
    const { snapshot, positions } = now();
    return workspaceSymbol(snapshot, positions, query);
  });
  connection.onDocumentLinks(({ textDocument }) => {
    const { snapshot, positions } = now();
    return documentLinks(snapshot, positions, host, textDocument.uri);
  });

  connection.onDocumentFormatting(({ textDocument, options }) => {
    const { snapshot, positions } = now();
    return formatting(snapshot, positions, textDocument.uri, options);
  });
  connection.onDocumentRangeFormatting(({ textDocument, options, range }) => {
    const { snapshot, positions } = now();
    return formatting(snapshot, positions, textDocument.uri, options, range);
  });
  connection.onDocumentOnTypeFormatting((params) =>
    placed(params, (...place) => onTypeFormatting(...place, params.ch, params.options)),
  );

  connection.onRequest(targetMethod, ({ uri }: TargetParams) => targetVersion(now().snapshot, uri));
  connection.onRequest(compareMethod, (params: CompareParams) => {
    const { snapshot, positions } = now();
    return compareWith(snapshot, positions, params);
  });
  connection.onRequest(recogniseMethod, ({ uri, head }: RecogniseParams) =>
    recogniseText(uri, head, now().snapshot.languages),
  );

  const tokens = new SemanticTokenFeed();
  const { semanticTokens } = connection.languages;
  semanticTokens.on(({ textDocument }) => tokens.full(now().snapshot, textDocument.uri));
  semanticTokens.onDelta((params) => tokens.delta(now().snapshot, params.textDocument.uri, params.previousResultId));
  semanticTokens.onRange((params) => semanticTokensIn(now().snapshot, params.textDocument.uri, params.range));
}

/** An editor shows the message of a failed request where the user asked. */
function orError<T extends object>(answer: OrRefusal<T>): T | ResponseError<void> {
  return 'refused' in answer ? new ResponseError(LSPErrorCodes.RequestFailed, answer.refused) : answer;
}
