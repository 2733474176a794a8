import { env, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ExportFormat, type ExportQuery, exportMethod, type TopologyQuery } from '#server/protocol.ts';

interface Choice extends QuickPickItem {
  readonly format: ExportFormat;
  readonly extension: string;
}

const choices: readonly Choice[] = [
  { label: 'SVG', description: 'a picture that stands alone, light and dark', format: 'svg', extension: 'svg' },
  { label: 'HTML', description: 'one page with the what-if inside, for a wiki', format: 'html', extension: 'html' },
  {
    label: 'Mermaid',
    description: 'a diagram in text, which GitHub and GitLab draw',
    format: 'mermaid',
    extension: 'mmd',
  },
  { label: 'JSON', description: 'boxes, lines and texts as data', format: 'json', extension: 'json' },
  { label: 'Runbook', description: 'Markdown with every fault and its outcome', format: 'runbook', extension: 'md' },
];

/** Writes the picture in a form of the user's choice. */
export async function exportPicture(
  extension: Uri,
  client: BaseLanguageClient,
  query: TopologyQuery | undefined,
): Promise<void> {
  if (!query) return noCluster();
  const choice = await window.showQuickPick(choices, { title: 'Export the failover picture', placeHolder: 'Format' });
  if (!choice) return;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `failover.${choice.extension}`;
  const target = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
    filters: { [choice.label]: [choice.extension] },
  });
  if (!target) return;
  const script = choice.format === 'html' ? await pageScript(extension) : undefined;
  const text = await exported(client, { ...query, format: choice.format, ...(script !== undefined && { script }) });
  if (text === null) return noCluster();
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  void window.showInformationMessage(`haconf: wrote ${workspace.asRelativePath(target)}`);
}

/** Puts every fault and its outcome on the clipboard, as Markdown. */
export async function copyRunbook(client: BaseLanguageClient, query: TopologyQuery | undefined): Promise<void> {
  const text = query && (await exported(client, { ...query, format: 'runbook' }));
  if (!text) return noCluster();
  await env.clipboard.writeText(text);
  void window.setStatusBarMessage('haconf: the runbook is on the clipboard', 4000);
}

function exported(client: BaseLanguageClient, query: ExportQuery): Promise<string | null> {
  return client.sendRequest<string | null>(exportMethod, query);
}

async function pageScript(extension: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extension, 'dist', 'preview.js')));
}

function noCluster(): void {
  void window.showWarningMessage('haconf: no cluster found: open the folder that holds the files of all machines.');
}
