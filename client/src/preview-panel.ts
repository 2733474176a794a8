import { commands, type Disposable, Uri, ViewColumn, type Webview, type WebviewPanel, window } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  type ClusterQuery,
  type ClustersResult,
  clustersChangedMethod,
  clustersMethod,
  type FailoverResult,
  failoverMethod,
  type TopologyResult,
  topologyMethod,
} from '#server/protocol.ts';
import type { FromPage, PreviewState, PreviewView, ToPage } from '#webview/messages.ts';
import { revealLine } from './commands.ts';

const viewType = 'haconf.preview';

/** The failover preview: one panel for a window, which follows the active editor's cluster. */
export class PreviewPanel {
  static #current: PreviewPanel | undefined;

  /** Registers the command, the panel's return after a restart, and what makes it follow the editor and the server. */
  static register(extension: Uri, client: BaseLanguageClient): Disposable[] {
    return [
      commands.registerCommand('haconf.openPreview', () => PreviewPanel.#open(extension, client)),
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel: WebviewPanel, state: PreviewState | undefined) => {
          PreviewPanel.#current = new PreviewPanel(panel, extension, client, state ?? {});
        },
      }),
      client.onNotification(clustersChangedMethod, () => PreviewPanel.#current?.refresh()),
      client.onDidChangeState(({ newState }) => {
        if (newState !== State.Starting) PreviewPanel.#current?.refresh();
      }),
      window.onDidChangeActiveTextEditor(() => PreviewPanel.#current?.followEditor()),
    ];
  }

  static #open(extension: Uri, client: BaseLanguageClient): void {
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
  /** The faults that are on, by cluster: they stay while texts and clusters change. */
  readonly #faults = new Map<string, readonly string[]>();
  #cluster: string | undefined;
  #clusters: ClustersResult = [];
  #pageIsReady = false;
  #asking = false;
  #askAgain = false;

  private constructor(panel: WebviewPanel, extension: Uri, client: BaseLanguageClient, state: PreviewState) {
    this.#panel = panel;
    this.#client = client;
    this.#cluster = state.cluster;
    if (state.cluster !== undefined) this.#faults.set(state.cluster, state.faults ?? []);
    const dist = Uri.joinPath(extension, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((message: FromPage) => this.#received(message));
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
    do {
      this.#askAgain = false;
      this.#post(await this.#answer());
    } while (this.#askAgain);
    this.#asking = false;
  }

  async #answer(): Promise<ToPage> {
    if (!this.#client.isRunning()) return { type: 'problem', message: 'The haconf language server is not running.' };
    try {
      return { type: 'view', view: await this.#view() };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { type: 'problem', message: `The haconf language server did not answer: ${reason}` };
    }
  }

  async #view(): Promise<PreviewView> {
    this.#clusters = await this.#client.sendRequest<ClustersResult>(clustersMethod);
    const cluster = this.#chosenCluster();
    const clusters = this.#clusters.map(({ id, name, nodes }) => ({ id, name, nodes }));
    if (cluster === undefined) return { clusters, faults: [] };
    const chosen = this.#faults.get(cluster) ?? [];
    const query: ClusterQuery = { cluster, faults: chosen };
    const [report, diagram] = await Promise.all([
      this.#client.sendRequest<FailoverResult>(failoverMethod, { cluster } satisfies ClusterQuery),
      this.#client.sendRequest<TopologyResult>(topologyMethod, query),
    ]);
    return {
      clusters,
      cluster,
      // What the cluster cannot have at the moment (a check that is being renamed) is off, but not forgotten.
      faults: diagram?.faults ?? [],
      ...(report && { report }),
      ...(diagram && { diagram }),
    };
  }

  /** The one chosen before while it exists, else that of the active editor, else the first. */
  #chosenCluster(): string | undefined {
    if (!this.#clusters.some(({ id }) => id === this.#cluster)) {
      this.#cluster = this.#editorsCluster() ?? this.#clusters[0]?.id;
    }
    return this.#cluster;
  }

  #editorsCluster(): string | undefined {
    const uri = window.activeTextEditor?.document.uri.toString();
    return this.#clusters.find(({ files }) => files.some((file) => file.uri === uri))?.id;
  }

  /** Shows the cluster of the file that is being edited, if there is one. */
  followEditor(): void {
    const cluster = this.#editorsCluster();
    if (cluster === undefined || cluster === this.#cluster) return;
    this.#cluster = cluster;
    void this.refresh();
  }

  #received(message: FromPage): void {
    switch (message.type) {
      case 'ready':
        this.#pageIsReady = true;
        void this.refresh();
        return;
      case 'faults':
        if (this.#cluster !== undefined) this.#faults.set(this.#cluster, message.faults);
        void this.refresh();
        return;
      case 'cluster':
        this.#cluster = message.cluster;
        void this.refresh();
        return;
      case 'reveal':
        void revealLine(message.path, message.line);
    }
  }

  #post(message: ToPage): void {
    // The panel may have been closed while the server answered.
    if (this.#pageIsReady) void this.#panel.webview.postMessage(message);
  }
}

/** The page is its script and nothing else; the policy lets nothing else run or load. */
function pageHtml(webview: Webview, script: Uri): string {
  const nonce = randomNonce();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Failover Preview</title>
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${webview.asWebviewUri(script)}"></script>
</body>
</html>`;
}

function randomNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
