import { type ExtensionContext, Uri, window } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { manifestGlob } from '#server/protocol.ts';
import { registerCommands } from './commands.ts';
import { registerNodes } from './nodes.ts';
import { PreviewPanel } from './preview-panel.ts';
import { ofPrograms } from './programs.ts';
import { recogniseDocuments } from './recognition.ts';
import { initialSettings } from './settings.ts';
import { registerVersions } from './versions.ts';

/** Makes a client of the server that runs where this extension runs: as a process or in a worker. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** What both entry points do: starts the server, registers commands and the preview. The result is the running client. */
export async function activateWith(context: ExtensionContext, createClient: CreateClient): Promise<BaseLanguageClient> {
  const output = window.createOutputChannel('haconf', { log: true });
  const docs = Uri.joinPath(context.extensionUri, 'dist', 'rules');
  const client = createClient({
    documentSelector: [...ofPrograms, { pattern: manifestGlob }],
    outputChannel: output,
    initializationOptions: () => initialSettings(`${docs.toString()}/`),
    synchronize: { configurationSection: 'haconf' },
  });
  context.subscriptions.push(
    output,
    ...registerCommands(client, output),
    ...PreviewPanel.register(context.extensionUri, client),
  );
  await client.start();
  context.subscriptions.push(recogniseDocuments(client), ...registerVersions(client), ...registerNodes(client));
  return client;
}
