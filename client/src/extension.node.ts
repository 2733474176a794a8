import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith } from './extension.ts';

let client: { stop(): Promise<void> } | undefined;

/** On a desktop or a remote machine the server is a process of its own. */
export async function activate(context: ExtensionContext): Promise<void> {
  const run = { module: context.asAbsolutePath('dist/server.node.js'), transport: TransportKind.ipc };
  // The launch configuration "Language server (attach)" waits at this port.
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  client = await activateWith(context, (options) => new LanguageClient('haconf', 'haconf', { run, debug }, options));
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
