import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Languages } from '#core/languages/languages.ts';
import { nodeFiles } from '#server/files.node.ts';
import { gate } from '#server/gate.ts';
import type { FileHost } from '#server/host.ts';
import { startServer } from '#server/server.ts';

/** A client of a language server that has loaded a folder; both end with the test. */
export interface LanguageClient {
  uriOf(file: string): string;
  request<T>(method: string, params?: unknown): Promise<T>;
  notify(method: string, params: unknown): Promise<void>;
  /** Opens a file with the text of the disk, or another one, as version 1. */
  open(file: string, text?: string): Promise<void>;
  /** Replaces the text of an open file. */
  change(file: string, version: number, text: string): Promise<void>;
  /** Waits for the newest diagnostics of a file to be such that `wanted` holds. */
  diagnostics(file: string, wanted: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  /** Called for every message of a method that the server sends by itself. */
  onNotification(method: string, handler: (params: unknown) => void): void;
  /** Answers every request of a method that the server makes. */
  onRequest(method: string, handler: () => unknown): void;
}

export async function languageClient(
  folder: string,
  options: {
    readonly capabilities?: object;
    readonly settings?: object;
    readonly host?: Partial<FileHost>;
    readonly languages?: Languages;
  } = {},
): Promise<LanguageClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), gate());
  const { languages } = options;
  startServer(server, {
    host: { ...nodeFiles, ...options.host },
    docsUri: 'docs:/rules/',
    ...(languages && { languages }),
  });
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  onTestFinished(async () => {
    await client.sendRequest('shutdown');
    client.dispose();
  });
  const published = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    published.set(uri, diagnostics);
    for (const wake of waiting) wake();
  });
  client.onRequest('client/registerCapability', () => null);
  client.onRequest('window/workDoneProgress/create', () => null);
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }],
    capabilities: options.capabilities ?? {},
    initializationOptions: options.settings ?? {},
  });
  const loaded = new Promise<void>((resolve) => client.onNotification('haconf/clustersChanged', resolve));
  await client.sendNotification('initialized', {});
  await loaded;
  const uriOf = (file: string): string => pathToFileURL(join(folder, file)).href;
  return {
    uriOf,
    request: (method, params) => client.sendRequest(method, params),
    notify: (method, params) => client.sendNotification(method, params),
    open: (file, text = readFileSync(join(folder, file), 'utf8')) =>
      client.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(file), languageId: languageIdOf(file), version: 1, text },
      }),
    change: (file, version, text) =>
      client.sendNotification('textDocument/didChange', {
        textDocument: { uri: uriOf(file), version },
        contentChanges: [{ text }],
      }),
    async diagnostics(file, wanted) {
      for (;;) {
        const found = published.get(uriOf(file));
        if (found && wanted(found)) return found;
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
        });
      }
    },
    onNotification: (method, handler) => {
      client.onNotification(method, handler);
    },
    onRequest: (method, handler) => {
      client.onRequest(method, () => handler() ?? null);
    },
  };
}

function languageIdOf(file: string): string {
  if (file.endsWith('.json')) return 'json';
  return file.endsWith('.cfg') ? 'haproxy' : 'keepalived';
}
