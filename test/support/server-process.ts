import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** A language server in a process of its own, as an editor starts it. */
export interface ServerProcess {
  readonly connection: ProtocolConnection;
  /** The newest diagnostics, by URI. */
  readonly published: ReadonlyMap<string, readonly Diagnostic[]>;
  /** What it wrote to the log. */
  readonly logged: readonly string[];
  /** Ends when the folders are loaded and the findings are told. */
  readonly loaded: Promise<void>;
  /** The most memory that it had so far, in bytes. */
  peakMemory(): number;
}

/** Starts `cli.js lsp --stdio` on a folder; it is killed when the test ends. */
export async function serverProcess(cli: string, folder: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  onTestFinished(() => {
    connection.dispose();
    child.kill('SIGKILL');
  });
  const published = new Map<string, readonly Diagnostic[]>();
  const logged: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    published.set(uri, diagnostics);
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  connection.onRequest('client/registerCapability', () => null);
  const loaded = new Promise<void>((resolve) => connection.onNotification('haconf/clustersChanged', resolve));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }],
    capabilities: {},
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    published,
    logged,
    loaded,
    peakMemory: () => {
      const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) * 1024;
    },
  };
}
