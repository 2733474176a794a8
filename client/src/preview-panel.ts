import {
  commands,
  type Disposable,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  type ClustersResult,
  clustersMethod,
  type ElementsQuery,
  elementsAtMethod,
  type TopologyQuery,
  type TopologyResult,
  topologyMethod,
} from '#server/protocol.ts';
import type { FromPage, PreviewState, PreviewView, ToPage } from '#webview/messages.ts';
import { clustersChanged } from './clusters-changed.ts';
import { revealLine } from './commands.ts';
import { applyFix } from './preview-fix.ts';
import { pageHtml } from './preview-page.ts';
import { copyRunbook, exportPicture } from './preview-share.ts';
import { askForView } from './preview-view.ts';

const viewType = 'haconf.preview';

/** The failover preview: one panel for a window, which follows the active editor's cluster. */
export class PreviewPanel {
  static #current: PreviewPanel | undefined;

  /** Registers the command, the panel's return after a restart, and what makes it follow the editor and the server. */
  static register(extension: Uri, client: BaseLanguageClient): Disposable[] {
    return [
      commands.registerCommand('haconf.openPreview', () => PreviewPanel.#show(extension, client)),
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel: WebviewPanel, state: PreviewState | undefined) => {
          PreviewPanel.#current = new PreviewPanel(panel, extension, client, state ?? {});
        },
      }),
      clustersChanged(client)(() => PreviewPanel.#current?.refresh()),
      client.onDidChangeState(({ newState }) => {
        if (newState !== State.Starting) PreviewPanel.#current?.refresh();
      }),
      window.onDidChangeActiveTextEditor(() => PreviewPanel.#current?.followEditor()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => PreviewPanel.#current?.followCursor(textEditor)),
      workspace.onDidChangeTextDocument(() => PreviewPanel.#current?.noteChange()),
      commands.registerCommand('haconf.exportPicture', async () =>
        exportPicture(extension, client, await queryFor(client)),
      ),
      commands.registerCommand('haconf.copyRunbook', async () => copyRunbook(client, await queryFor(client))),
    ];
  }

  /** What the preview shows, if there is one. */
  static shownQuery(): TopologyQuery | undefined {
    const shown = PreviewPanel.#current;
    return shown?.currentQuery();
  }

  static #show(extension: Uri, client: BaseLanguageClient): void {
    if (PreviewPanel.#current) {
      PreviewPanel.#current.#panel.reveal(undefined, true);
      PreviewPanel.#current.followEditor();
      return;
    }
    const panel = window.createWebviewPanel(
      viewType,
      'Failover Preview',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { retainContextWhenHidden: false },
    );
    PreviewPanel.#current = new PreviewPanel(panel, extension, client, {});
  }

  readonly #panel: WebviewPanel;
  readonly #client: BaseLanguageClient;
  readonly #extension: Uri;
  /** The faults that are on, by cluster: they stay while texts and clusters change. */
  readonly #faults = new Map<string, readonly string[]>();
  #cluster: string | undefined;
  #emphasis: TopologyQuery['emphasis'];
  #open: readonly string[] = [];
  #clusters: ClustersResult = [];
  #changedAt: number | undefined;
  #cursor = '';
  #pageIsReady = false;
  #asking = false;
  #askAgain = false;

  private constructor(panel: WebviewPanel, extension: Uri, client: BaseLanguageClient, state: PreviewState) {
    this.#panel = panel;
    this.#client = client;
    this.#cluster = state.cluster;
    this.#emphasis = state.emphasis;
    this.#open = state.open ?? [];
    if (state.cluster !== undefined) this.#faults.set(state.cluster, state.faults ?? []);
    this.#extension = extension;
    const dist = Uri.joinPath(extension, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      this.#received(message).catch((error) => this.#post(problemOf(error)));
    });
    panel.onDidDispose(() => {
      this.#pageIsReady = false;
      if (PreviewPanel.#current === this) PreviewPanel.#current = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, Uri.joinPath(dist, 'preview.js'));
  }

  /** Asks the server for everything the page shows. Changes while it answers are gathered into one further round. */
  async refresh(): Promise<void> {
    if (!this.#pageIsReady) return;
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#askAgain = false;
        this.#post(await this.#answer());
      } while (this.#askAgain);
    } finally {
      this.#asking = false;
    }
  }

  async #answer(): Promise<ToPage> {
    if (!this.#client.isRunning()) return { type: 'problem', message: 'The haconf language server is not running.' };
    try {
      const changedAt = this.#changedAt;
      this.#changedAt = undefined;
      // Asked together: the cluster that was shown is most probably still there.
      const expected = this.currentQuery();
      const [clusters, early] = await Promise.all([
        this.#client.sendRequest<ClustersResult>(clustersMethod),
        expected && askForView(this.#client, expected),
      ]);
      this.#clusters = clusters;
      const query = this.currentQuery();
      const facts = query && (query.cluster === expected?.cluster ? early : await askForView(this.#client, query));
      const choices = clusters.map(({ id, name, nodes }) => ({ id, name, nodes }));
      const view: PreviewView = { faults: [], ...facts, clusters: choices };
      const times = changedAt !== undefined && { times: { changed: changedAt, sent: Date.now() } };
      return { type: 'view', view: { ...view, ...times } };
    } catch (error) {
      return problemOf(error);
    }
  }

  /** What the server is asked for; undefined while there is no cluster. */
  currentQuery(): TopologyQuery | undefined {
    const cluster = this.#chosenCluster();
    if (cluster === undefined) return undefined;
    return {
      cluster,
      faults: this.#faults.get(cluster) ?? [],
      open: this.#open,
      ...(this.#emphasis && { emphasis: this.#emphasis }),
    };
  }

  /** The one chosen before while it exists, else that of the active editor, else the first. */
  #chosenCluster(): string | undefined {
    if (!this.#clusters.some(({ id }) => id === this.#cluster)) {
      this.#cluster = clusterOfEditor(this.#clusters) ?? this.#clusters[0]?.id;
    }
    return this.#cluster;
  }

  /** Shows the cluster of the file that is being edited, if there is one. */
  followEditor(): void {
    const cluster = clusterOfEditor(this.#clusters);
    if (cluster === undefined || cluster === this.#cluster) return;
    this.#cluster = cluster;
    void this.refresh();
  }

  /** Marks in the picture what the cursor's line is about. */
  async followCursor(editor: TextEditor | undefined): Promise<void> {
    const cluster = this.#cluster;
    if (!editor || cluster === undefined || !this.#pageIsReady || !this.#client.isRunning()) return;
    const uri = editor.document.uri.toString();
    const { line } = editor.selection.active;
    const place = `${uri}:${line}`;
    if (place === this.#cursor) return;
    this.#cursor = place;
    const query: ElementsQuery = { cluster, uri, line };
    // Without an answer nothing is marked; the next move asks again.
    const answer = this.#client.sendRequest<readonly string[]>(elementsAtMethod, query);
    const elements = await answer.catch((): readonly string[] => []);
    if (this.#cursor === place) this.#post({ type: 'cursor', elements });
  }

  /** When a text changed: the page measures how long it takes until it shows that. */
  noteChange(): void {
    this.#changedAt ??= Date.now();
  }

  async #received(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#pageIsReady = true;
        break;
      case 'faults':
        if (this.#cluster !== undefined) this.#faults.set(this.#cluster, message.faults);
        break;
      case 'cluster':
        this.#cluster = message.cluster;
        break;
      case 'emphasis':
        this.#emphasis = message.emphasis;
        break;
      case 'open':
        this.#open = message.open;
        break;
      case 'frame':
        return this.#sendFrame(message.atMs);
      case 'reveal':
        return revealLine(message.path, message.line);
      case 'fix':
        return applyFix(message.finding, message.title);
      case 'copyRunbook':
        return copyRunbook(this.#client, this.currentQuery());
      case 'export':
        return exportPicture(this.#extension, this.#client, this.currentQuery());
    }
    await this.refresh();
    if (message.type === 'ready') await this.followCursor(window.activeTextEditor);
  }

  async #sendFrame(atMs: number): Promise<void> {
    const query = this.currentQuery();
    if (!query) return;
    const diagram = await this.#client.sendRequest<TopologyResult>(topologyMethod, { ...query, atMs });
    if (diagram) this.#post({ type: 'frame', atMs, diagram });
  }

  #post(message: ToPage): void {
    // The panel may have been closed while the server answered.
    if (this.#pageIsReady) void this.#panel.webview.postMessage(message);
  }
}

function problemOf(error: unknown): ToPage {
  const reason = error instanceof Error ? error.message : String(error);
  return { type: 'problem', message: `The haconf language server did not answer: ${reason}` };
}

/** For commands without a preview: the cluster of the file in front of the user, or the first. */
async function queryFor(client: BaseLanguageClient): Promise<TopologyQuery | undefined> {
  const shown = PreviewPanel.shownQuery();
  if (shown) return shown;
  const clusters = await client.sendRequest<ClustersResult>(clustersMethod);
  const cluster = clusterOfEditor(clusters) ?? clusters[0]?.id;
  return cluster === undefined ? undefined : { cluster };
}

function clusterOfEditor(clusters: ClustersResult): string | undefined {
  const uri = window.activeTextEditor?.document.uri.toString();
  return clusters.find(({ files }) => files.some((file) => file.uri === uri))?.id;
}
