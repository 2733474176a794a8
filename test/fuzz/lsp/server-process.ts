import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { cpuOf } from '../supervisor.ts';

/** What came of a request: an answer, an error answer, or nothing in time. */
export type Reply =
  | { readonly result: unknown; readonly cpuMs: number }
  | { readonly error: number; readonly message: string }
  | { readonly nothing: 'death' | 'hang' };

/** More than any answer may take, in ms: a server that is silent for so long hangs. */
const patienceMs = 60_000;

/** The real language server as an editor starts it, in a process of its own. */
export class ServerProcess {
  /** The newest diagnostics of each document, and the version that they are of. */
  readonly published = new Map<
    string,
    { readonly version: number | undefined; readonly found: readonly Diagnostic[] }
  >();
  /** What it logged as an error: something in it threw. */
  readonly logged: string[] = [];
  /** How often it said that predictions may have changed. */
  told = 0;
  said = '';
  ended: string | undefined;
  readonly #child: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #gone: Promise<void>;

  constructor(program: string) {
    const child = spawn(process.execPath, [program, 'lsp', '--stdio'], { stdio: 'pipe' });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.said = (this.said + text).slice(-10_000);
    });
    child.stdin.on('error', () => {});
    this.#child = child;
    this.#gone = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.ended = String(code ?? signal);
        resolve();
      });
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onError(() => {});
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, { version: params.version, found: params.diagnostics });
    });
    connection.onNotification('haconf/clustersChanged', () => {
      this.told++;
    });
    connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
      if (type === 1) this.logged.push(message);
    });
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/codeLens/refresh', () => null);
    connection.onRequest('workspace/inlayHint/refresh', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.listen();
    this.#connection = connection;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Begins the conversation; `folder` is a URI. */
  async initialize(folder?: string): Promise<void> {
    await this.request('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'fuzz' }],
      capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
      initializationOptions: { codeLens: { references: true } },
    });
    await this.notify('initialized', {});
    await this.until(() => this.told > 0);
  }

  async request(method: string, params?: unknown): Promise<Reply> {
    if (this.ended !== undefined) return { nothing: 'death' };
    const before = cpuOf(this.pid);
    let limit: NodeJS.Timeout | undefined;
    const silence = new Promise<Reply>((resolve) => {
      limit = setTimeout(() => resolve({ nothing: 'hang' }), patienceMs);
    });
    const reply = this.#connection.sendRequest(method, params).then(
      (result): Reply => ({ result, cpuMs: cpuOf(this.pid) - before }),
      (error: unknown): Reply => {
        if (this.ended !== undefined || !(error instanceof ResponseError)) return { nothing: 'death' };
        return { error: error.code, message: error.message };
      },
    );
    const first = await Promise.race([reply, silence, this.#gone.then((): Reply => ({ nothing: 'death' }))]);
    clearTimeout(limit);
    return first;
  }

  async notify(method: string, params: unknown): Promise<void> {
    if (this.ended === undefined) await this.#connection.sendNotification(method, params).catch(() => {});
  }

  /** Waits until something holds that messages change; not for ever. */
  async until(holds: () => boolean, ms = patienceMs): Promise<boolean> {
    const end = performance.now() + ms;
    for (let wait = 1; !holds(); wait = Math.min(50, wait * 2)) {
      if (performance.now() > end || this.ended !== undefined) return false;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return true;
  }

  /** Memory in bytes; 0 where the system does not tell. */
  rss(): number {
    try {
      const pages = readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ')[1];
      return Number(pages) * 4096;
    } catch {
      return 0;
    }
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
    this.#connection.dispose();
  }
}
