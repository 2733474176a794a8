import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isOf } from '#core/languages/language.ts';
import type { Languages } from '#core/languages/languages.ts';
import { type RawSettings, readSettings } from '#core/workspace/settings.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Counting } from './counting.ts';
import { debounce } from './debounce.ts';
import { editingCapabilities, type Moment, serveEditing } from './editing.ts';
import { clusters, failover, type ResultOf } from './features/clusters.ts';
import { codeActionKinds, codeActions, resolveCodeAction } from './features/code-actions.ts';
import { completion } from './features/completion.ts';
import { hover } from './features/hover.ts';
import { counterpart, manifest, nodeTexts } from './features/nodes.ts';
import { elementFindings, elementsAt, exportPicture, timeLine, topology } from './features/picture.ts';
import { signatureHelp } from './features/signature-help.ts';
import { documentSymbols } from './features/symbols.ts';
import { folderSettings } from './folder-settings.ts';
import { answerRefused } from './gate.ts';
import type { FileHost } from './host.ts';
import { InlineHints, inlineHintCapabilities, type RawSwitches } from './inline-hints.ts';
import { guardedListener, isolated } from './isolated.ts';
import { withProgress } from './loading.ts';
import { Log, type RawLog } from './log.ts';
import { type Positions, positionsOf } from './positions.ts';
import { ProgramRunner, type RawCommands } from './program-runner.ts';
import {
  type ClusterQuery,
  type CounterpartQuery,
  clustersChangedMethod,
  clustersMethod,
  configurationGlob,
  counterpartMethod,
  type ElementsQuery,
  type ExportQuery,
  elementFindingsMethod,
  elementsAtMethod,
  exportMethod,
  type FailoverQuery,
  failoverMethod,
  hostGlob,
  type ManifestQuery,
  manifestGlob,
  manifestMethod,
  type NodeTextsQuery,
  nodeTextsMethod,
  type TopologyQuery,
  timeLineMethod,
  topologyMethod,
} from './protocol.ts';
import { Publisher } from './publisher.ts';
import { pullCapabilities, servePull } from './pull.ts';
import { documentKeeper } from './sectioned-document.ts';
import { Store, storeLimits } from './store.ts';

/** What an entry point knows and the shared server does not. */
export interface ServerOptions {
  readonly host: FileHost;
  /** Folder of the rules' documentation, as a URI that ends in `/`; a client may name its own. */
  readonly docsUri: string;
  /** By default all of ours. */
  readonly languages?: Languages;
}

/** What a client may send along with `initialize`. */
type InitializationOptions = RawSettings &
  RawSwitches &
  RawLog &
  RawCommands & {
    readonly docsUri?: unknown;
    /** `pull`: the client asks for diagnostics and is not told them by itself. */
    readonly diagnostics?: unknown;
  };

/** Wires one connection: capabilities, text synchronisation and a line for each request. */
export function startServer(bare: Connection, options: ServerOptions): void {
  const log = new Log(bare);
  const connection = isolated(bare, log);
  const documents: TextDocuments<TextDocument> = new TextDocuments(
    documentKeeper((uri, language) => {
      const file = store.snapshot.files.get(uri);
      return isOf(file, language) && !file.template ? file.syntax : undefined;
    }, options.languages),
  );
  const store = new Store(
    documents,
    options.host,
    ({ path, message }) => log.warning(`${path}: ${message}`),
    storeLimits,
    options.languages,
  );
  const programs = new ProgramRunner(connection, options.host);
  let publisher = new Publisher(connection, log, documents, options.docsUri);
  let folders: readonly string[] = [];
  let canWatch = false;
  let canConfigure = false;
  let canAsk = false;
  let canShowProgress = false;
  let canResolveActions = false;

  const now = (): Moment => ({ snapshot: store.snapshot, positions: positionsOf(store.snapshot, documents) });
  const counting = new Counting(
    () => store.snapshot,
    guardedListener('telling what was counted', log, async () => {
      void connection.sendNotification(clustersChangedMethod);
      await inlineHints.counted();
    }),
    () => publishing.schedule(),
  );
  const resultOf: ResultOf = (workFor) => counting.result(workFor);
  const inlineHints: InlineHints = new InlineHints(connection, now, counting);

  /** Versions may differ from folder to folder; an editor that cannot tell has one for all. */
  const readFolders = async (): Promise<void> => {
    if (!canAsk || folders.length < 2) return;
    store.setSettings({ ...store.snapshot.settings, folders: await folderSettings(connection, folders) });
  };

  const readAgain = guardedListener('asking for settings', log, () => readFolders().then(() => changed()));

  const edited = new Set<string>();
  const publishing = debounce(
    guardedListener('publishing findings', log, async () => {
      const told = new Set(edited);
      edited.clear();
      publisher.publish(store.snapshot, told, store.problems);
      counting.follow(store.snapshot);
      void connection.sendNotification(clustersChangedMethod);
      await inlineHints.changed();
    }),
  );
  const changed = (uri?: string): void => {
    if (uri !== undefined) edited.add(uri);
    counting.hold();
    publishing.schedule();
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const initial = (params.initializationOptions ?? {}) as InitializationOptions;
    const pulled = initial.diagnostics === 'pull';
    const docsUri = typeof initial.docsUri === 'string' ? initial.docsUri : options.docsUri;
    const refresh = params.capabilities.workspace?.diagnostics?.refreshSupport === true;
    publisher = new Publisher(connection, log, documents, docsUri, pulled ? { refresh } : undefined);
    log.configure(initial);
    store.setSettings(readSettings(initial, options.languages));
    inlineHints.begin(params.capabilities);
    inlineHints.configure(initial);
    programs.configure(initial);
    folders = foldersOf(params);
    canWatch = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    const { codeAction } = params.capabilities.textDocument ?? {};
    canResolveActions = codeAction?.resolveSupport?.properties.includes('edit') === true;
    canShowProgress = params.capabilities.window?.workDoneProgress === true;
    canAsk = params.capabilities.workspace?.configuration === true;
    canConfigure = params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'haconf' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: [' ', '[', ',', '{', '(', '%', '-', '@', '.'] },
        signatureHelpProvider: { triggerCharacters: [' ', '(', ','] },
        hoverProvider: true,
        documentSymbolProvider: true,
        ...editingCapabilities,
        ...inlineHintCapabilities,
        ...(pulled && pullCapabilities),
        codeActionProvider: { codeActionKinds: [...codeActionKinds], resolveProvider: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    if (canConfigure) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'haconf' });
    if (canWatch) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: configurationGlob }, { globPattern: manifestGlob }, { globPattern: hostGlob }],
      });
    }
    // First, since other settings would have everything judged again.
    await readFolders();
    await withProgress(connection, canShowProgress, 'haconf: reading configurations', (step) =>
      store.loadFolders(folders, step),
    );
    changed();
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    const own = (settings as { haconf?: RawSettings & RawSwitches & RawLog & RawCommands } | null)?.haconf;
    // A notification without values says only that something changed; what we know stays.
    if (!own) return;
    store.setSettings(readSettings({ onlyProgram: store.snapshot.settings.onlyProgram, ...own }, options.languages));
    log.configure(own);
    inlineHints.configure(own);
    programs.configure(own);
    changed();
    if (canAsk && folders.length > 1) readAgain();
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    await store.reload(changes.map((change) => change.uri));
    changed();
  });

  documents.onDidChangeContent(
    guardedListener('taking up a change', log, ({ document }) => {
      store.setDocument(document);
      publisher.setProgramDiagnostics(document.uri, undefined);
      changed(document.uri);
    }),
  );
  documents.onDidSave(
    guardedListener('asking the program', log, async ({ document }) => {
      const said = await programs.check(document, now);
      if (said === undefined) return;
      publisher.setProgramDiagnostics(document.uri, said);
      publishing.schedule();
    }),
  );
  documents.onDidClose(
    guardedListener('closing a document', log, async ({ document }) => {
      await store.closeDocument(document.uri);
      changed();
    }),
  );

  /** A request about a place: answered from the snapshot of this moment. */
  const at = <T>(answer: (snapshot: Snapshot, positions: Positions, uri: string, offset: number) => T) => {
    return (params: { textDocument: { uri: string }; position: { line: number; character: number } }): T => {
      const positions = positionsOf(store.snapshot, documents);
      const { uri } = params.textDocument;
      return answer(store.snapshot, positions, uri, positions.offset(uri, params.position));
    };
  };
  const completionAt = at(completion);
  connection.onCompletion((params) => {
    const found = completionAt(params);
    publishing.extend();
    return found;
  });
  connection.onHover(
    at((snapshot, positions, uri, offset) => inlineHints.hover(hover(snapshot, positions, uri, offset), uri, offset)),
  );
  connection.onSignatureHelp(at(signatureHelp));
  connection.onDocumentSymbol(({ textDocument }) =>
    documentSymbols(store.snapshot, positionsOf(store.snapshot, documents), textDocument.uri),
  );
  serveEditing(connection, options.host, now);
  servePull(
    connection,
    () => {
      publishing.now();
      return publisher;
    },
    () => new Set([...store.snapshot.files.keys(), ...store.problems.keys()]),
  );
  connection.onCodeAction((query) =>
    codeActions(store.snapshot, positionsOf(store.snapshot, documents), query, canResolveActions),
  );
  connection.onCodeActionResolve((action) =>
    resolveCodeAction(store.snapshot, positionsOf(store.snapshot, documents), action),
  );
  connection.onRequest(clustersMethod, () => clusters(store.snapshot));
  connection.onRequest(counterpartMethod, (query: CounterpartQuery) =>
    counterpart(store.snapshot, positionsOf(store.snapshot, documents), query),
  );
  connection.onRequest(nodeTextsMethod, (query: NodeTextsQuery) => nodeTexts(store.snapshot, query));
  connection.onRequest(manifestMethod, (query: ManifestQuery) => manifest(store.snapshot, query));
  connection.onRequest(failoverMethod, (query: FailoverQuery) => failover(now, query, resultOf));
  connection.onRequest(topologyMethod, (query: TopologyQuery) => topology(store.snapshot, query));
  connection.onRequest(exportMethod, (query: ExportQuery) => exportPicture(query, resultOf));
  connection.onRequest(timeLineMethod, (query: ClusterQuery) => timeLine(store.snapshot, query));
  connection.onRequest(elementFindingsMethod, (query: TopologyQuery) => elementFindings(store.snapshot, query));
  connection.onRequest(elementsAtMethod, (query: ElementsQuery) =>
    elementsAt(store.snapshot, positionsOf(store.snapshot, documents), query),
  );

  answerRefused(bare);
  documents.listen(connection);
  connection.listen();
}

function foldersOf(params: InitializeParams): string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map((folder) => folder.uri);
  return params.rootUri ? [params.rootUri] : [];
}
