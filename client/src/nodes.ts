import {
  commands,
  type Disposable,
  EventEmitter,
  languages,
  Range,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type ClusterInfo,
  type CounterpartPlace,
  clustersMethod,
  counterpartMethod,
  manifestMethod,
  type NodeText,
  nodeTextsMethod,
} from '#server/protocol.ts';
import { clustersChanged } from './clusters-changed.ts';
import { ofPrograms } from './programs.ts';

const scheme = 'haconf-node';

/** The commands between the nodes of a cluster, and the item that names the cluster of the active file. */
export function registerNodes(client: BaseLanguageClient): Disposable[] {
  const texts = new NodeTexts();
  return [
    workspace.registerTextDocumentContentProvider(scheme, texts),
    commands.registerCommand('haconf.goToCounterpart', () => goToCounterpart(client)),
    commands.registerCommand('haconf.diffNodes', () => diffNodes(client, texts)),
    commands.registerCommand('haconf.writeManifest', () => writeManifest(client)),
    ...clusterStatus(client),
  ];
}

/** The same instance, section or server on another node. */
async function goToCounterpart(client: BaseLanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return;
  const { active } = editor.selection;
  const places = await client.sendRequest<readonly CounterpartPlace[]>(counterpartMethod, {
    uri: editor.document.uri.toString(),
    position: { line: active.line, character: active.character },
  });
  if (places.length === 0) {
    void window.showInformationMessage('haconf: no other node of a cluster has what is here.');
    return;
  }
  const items = places.map((place) => ({ label: place.node, description: place.what, place }));
  const chosen = items.length === 1 ? items[0] : await window.showQuickPick(items, { title: 'Go to Counterpart' });
  if (!chosen) return;
  const { uri, range } = chosen.place.location;
  const start = range.start;
  await window.showTextDocument(Uri.parse(uri), {
    selection: new Range(start.line, start.character, start.line, start.character),
  });
}

async function diffNodes(client: BaseLanguageClient, provider: NodeTexts): Promise<void> {
  const cluster = await chooseCluster(client);
  if (!cluster) return;
  const texts = await client.sendRequest<readonly NodeText[]>(nodeTextsMethod, { cluster: cluster.id });
  if (texts.length < 2) {
    void window.showInformationMessage(`haconf: "${cluster.name}" has no two nodes with HAProxy configurations.`);
    return;
  }
  const left = texts.length === 2 ? texts[0] : await chooseNode(texts, 'Compare HAProxy of …');
  if (!left) return;
  const others = texts.filter((text) => text !== left);
  const right = others.length === 1 ? others[0] : await chooseNode(others, `Compare ${left.node} with …`);
  if (!right) return;
  const [a, b] = [left, right].map((text) => provider.show(cluster, text));
  await commands.executeCommand('vscode.diff', a, b, `${cluster.name}: ${left.node} ↔ ${right.node} (by meaning)`);
}

async function chooseNode(texts: readonly NodeText[], title: string): Promise<NodeText | undefined> {
  const items = texts.map((text) => ({ label: text.node, text }));
  return (await window.showQuickPick(items, { title }))?.text;
}

/** The cluster of the active file, else the only one, else the one that is chosen. */
async function chooseCluster(client: BaseLanguageClient): Promise<ClusterInfo | undefined> {
  const clusters = await client.sendRequest<readonly ClusterInfo[]>(clustersMethod);
  const uri = window.activeTextEditor?.document.uri.toString();
  const own = clusters.find((cluster) => cluster.files.some((file) => file.uri === uri));
  if (own || clusters.length < 2) {
    if (clusters.length === 0) void window.showInformationMessage('haconf: no cluster is found in this workspace.');
    return own ?? clusters[0];
  }
  const items = clusters.map((cluster) => ({ label: cluster.name, description: cluster.nodes.join(', '), cluster }));
  return (await window.showQuickPick(items, { title: 'Which cluster?' }))?.cluster;
}

/** Writes what was found, to be corrected by hand; an existing manifest is opened instead. */
async function writeManifest(client: BaseLanguageClient): Promise<void> {
  const active = window.activeTextEditor?.document.uri;
  const folder = (active && workspace.getWorkspaceFolder(active)) ?? workspace.workspaceFolders?.[0];
  if (!folder) return;
  const target = Uri.joinPath(folder.uri, 'haconf.json');
  const exists = await workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (!exists) {
    const text = await client.sendRequest<string | null>(manifestMethod, { folder: folder.uri.toString() });
    if (text === null) {
      void window.showInformationMessage(
        'haconf: no cluster is found in this folder, so there is nothing to write down.',
      );
      return;
    }
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  }
  await window.showTextDocument(target);
}

/** Names the cluster of the active file in the status bar's language menu. */
function clusterStatus(client: BaseLanguageClient): Disposable[] {
  const item = languages.createLanguageStatusItem('haconf.cluster', ofPrograms);
  item.name = 'haconf: cluster';
  const update = async (): Promise<void> => {
    const uri = window.activeTextEditor?.document.uri.toString();
    const clusters = await client.sendRequest<readonly ClusterInfo[]>(clustersMethod);
    const cluster = clusters.find(({ files }) => files.some((file) => file.uri === uri));
    const nodes = cluster?.files.find((file) => file.uri === uri)?.nodes ?? [];
    item.text = cluster ? `$(server) ${cluster.name}: ${nodes.join(', ')}` : '$(server) in no cluster';
    item.detail = cluster ? `of ${cluster.nodes.join(', ')}` : 'no other machine belongs to this file';
    item.command = cluster
      ? { command: 'haconf.goToCounterpart', title: 'Go to Counterpart' }
      : { command: 'haconf.writeManifest', title: 'Write haconf.json' };
  };
  // A server that is just being restarted answers nothing, and tells when it is there again.
  const refresh = (): void => void update().catch(() => undefined);
  refresh();
  return [item, window.onDidChangeActiveTextEditor(refresh), clustersChanged(client)(refresh)];
}

/** The texts that are compared: documents that exist in the editor only. */
class NodeTexts implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;

  show(cluster: ClusterInfo, { node, text }: NodeText): Uri {
    const uri = Uri.from({ scheme, path: `/${cluster.name}/${node}.cfg`, query: cluster.id });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }
}
