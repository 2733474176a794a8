import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type CompletionItem,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { ClusterReport } from '#core/failover/report.ts';
import { nodeFiles } from '#server/files.node.ts';
import { gate } from '#server/gate.ts';
import type { ClusterInfo } from '#server/protocol.ts';
import { startServer } from '#server/server.ts';

/** A server and a client that talk over two streams, on a copy of examples/pair. */
let folder: string;
let client: ProtocolConnection;
let published: PublishDiagnosticsParams[];
const waiting = new Set<() => void>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haconf-lsp-'));
  cpSync('examples/pair', folder, { recursive: true });
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), gate());
  startServer(server, { host: nodeFiles, docsUri: 'docs:/rules/' });
  client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  published = [];
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    for (const wake of waiting) wake();
  });
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'pair' }],
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    initializationOptions: { keepalived: { version: '2.2' } },
  });
  const loaded = new Promise<void>((resolve) => client.onNotification('haconf/clustersChanged', resolve));
  await client.sendNotification('initialized', {});
  await loaded;
});

afterEach(async () => {
  await client.sendRequest('shutdown');
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (file: string): string => pathToFileURL(join(folder, file)).href;
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** Waits for the newest diagnostics of a file to be such that `wanted` holds. */
async function diagnosticsOf(
  file: string,
  wanted: (found: Diagnostic[]) => boolean,
): Promise<PublishDiagnosticsParams> {
  const look = () => published.findLast(({ uri }) => uri === uriOf(file));
  for (;;) {
    const last = look();
    if (last && wanted(last.diagnostics)) return last;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
    });
  }
}

async function open(file: string, text = textOf(file), languageId = file.endsWith('.cfg') ? 'haproxy' : 'keepalived') {
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri: uriOf(file), languageId, version: 1, text },
  });
}

async function replace(file: string, version: number, from: string, to: string, text = textOf(file)): Promise<void> {
  const before = text.slice(0, text.indexOf(from)).split('\n');
  const start = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  await client.sendNotification('textDocument/didChange', {
    textDocument: { uri: uriOf(file), version },
    contentChanges: [{ range: { start, end: { ...start, character: start.character + from.length } }, text: to }],
  });
}

const hasRule = (rule: string) => (found: Diagnostic[]) => found.some((diagnostic) => diagnostic.code === rule);

describe('diagnostics', () => {
  test('of both files appear while one is typed in, and go again', async () => {
    await open('lb1/keepalived.conf');
    await replace('lb1/keepalived.conf', 2, 'priority 101', 'priority 100');
    const own = await diagnosticsOf('lb1/keepalived.conf', hasRule('cluster/priorities-equal'));
    const other = await diagnosticsOf('lb2/keepalived.conf', hasRule('cluster/priorities-equal'));
    expect(own.version).toBe(2);
    const [found] = other.diagnostics;
    expect(found).toMatchObject({
      severity: 2,
      source: 'haconf',
      codeDescription: { href: 'docs:/rules/cluster/priorities-equal.md' },
      relatedInformation: [{ location: { uri: uriOf('lb1/keepalived.conf') }, message: 'priority 100 on lb1' }],
    });
    // Seen from lb1, the finding is related to lb2.
    expect(own.diagnostics[0]?.relatedInformation?.[0]?.location.uri).toBe(uriOf('lb2/keepalived.conf'));
    const edited = textOf('lb1/keepalived.conf').replace('priority 101', 'priority 100');
    await replace('lb1/keepalived.conf', 3, 'priority 100', 'priority 101', edited);
    await diagnosticsOf('lb1/keepalived.conf', (list) => list.length === 0);
    await diagnosticsOf('lb2/keepalived.conf', (list) => list.length === 0);
  });

  test('follow a file that changes on disk', async () => {
    const path = join(folder, 'lb2/keepalived.conf');
    writeFileSync(path, textOf('lb2/keepalived.conf').replace('virtual_router_id 51', 'virtual_router_id 52'));
    await client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('lb2/keepalived.conf'), type: 2 }],
    });
    await diagnosticsOf('lb1/keepalived.conf', hasRule('cluster/virtual-router-id-differs'));
    rmSync(path);
    await client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('lb2/keepalived.conf'), type: 3 }],
    });
    await diagnosticsOf('lb1/keepalived.conf', (list) => list.length === 0);
  });

  test('use the version of the settings', async () => {
    const text = textOf('lb2/keepalived.conf').replace('192.168.1.100/24', '192.168.1.101/24');
    await open('lb2/keepalived.conf', text);
    const before = await diagnosticsOf('lb2/keepalived.conf', hasRule('cluster/virtual-addresses-differ'));
    expect(before.diagnostics.find((found) => found.code === 'cluster/virtual-addresses-differ')?.severity).toBe(1);
    await client.sendNotification('workspace/didChangeConfiguration', {
      settings: { haconf: { keepalived: { version: '2.3.4' } } },
    });
    await diagnosticsOf('lb2/keepalived.conf', (list) =>
      list.some((found) => found.code === 'cluster/virtual-addresses-differ' && found.severity === 2),
    );
  });

  test('are sent with every version of a half-typed file', async () => {
    const text = 'vrrp_instance VI_1 {\n    interface "eth0\n';
    await open('lb1/keepalived.conf', text);
    const first = await diagnosticsOf('lb1/keepalived.conf', hasRule('keepalived/unterminated-quote'));
    expect(first.diagnostics.map((found) => found.code)).toContain('keepalived/unclosed-block');
    for (let length = text.length; length >= 0; length--) {
      const version = text.length - length + 2;
      await client.sendNotification('textDocument/didChange', {
        textDocument: { uri: uriOf('lb1/keepalived.conf'), version },
        contentChanges: [{ text: text.slice(0, length) }],
      });
    }
    await diagnosticsOf('lb1/keepalived.conf', (list) => list.length === 0);
  });
});

test('completion offers names, values, parameters and keywords', async () => {
  await open('lb1/keepalived.conf');
  const labels = async (file: string, text: string): Promise<string[]> => {
    const offset = text.indexOf('$0');
    const before = text.slice(0, offset).split('\n');
    await open(file, text.replace('$0', ''));
    const items = await client.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: uriOf(file) },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    });
    return items.map((item) => item.label);
  };
  expect(await labels('a.cfg', 'back$0')).toContain('backend');
  expect(await labels('b.cfg', 'defaults\n    timeout $0')).toEqual(
    expect.arrayContaining(['connect', 'client', 'server']),
  );
  expect(await labels('c.cfg', 'frontend f\n    default_backend $0\nbackend app\n')).toContain('app');
  expect(await labels('d.cfg', 'backend b\n    server s 10.0.0.1:80 check in$0\n')).toContain('inter');
  expect(await labels('e.cfg', 'backend b\n    balance $0\n')).toContain('roundrobin');
  expect(await labels('f.cfg', 'frontend f\n    bind :80 $0\n')).toContain('transparent');
  expect(await labels('x.conf', 'vrrp_instance V {\n    state $0\n}\n')).toEqual(['MASTER', 'BACKUP']);
  expect(
    await labels('y.conf', 'vrrp_script chk {\n}\nvrrp_instance V {\n    track_script {\n        $0\n    }\n}\n'),
  ).toEqual(['chk']);
  expect(await labels('z.conf', '$0')).toContain('vrrp_instance');
});

test('hover explains keywords, arguments and parameters', async () => {
  await open('lb1/haproxy.cfg');
  const hoverAt = async (line: number, character: number): Promise<string> => {
    const found = await client.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: uriOf('lb1/haproxy.cfg') },
      position: { line, character },
    });
    return found && 'value' in (found.contents as object) ? (found.contents as { value: string }).value : '';
  };
  const lines = textOf('lb1/haproxy.cfg').split('\n');
  const place = (text: string): [number, number] => {
    const line = lines.findIndex((candidate) => candidate.includes(text));
    return [line, (lines[line] ?? '').indexOf(text) + 1];
  };
  expect(await hoverAt(...place('balance'))).toContain('spread over the servers');
  expect(await hoverAt(...place('roundrobin'))).toContain('In turn, by weight');
  expect(await hoverAt(...place('check'))).not.toBe('');
  expect(await hoverAt(0, 3)).toBe('');
});

test('the outline has sections with their listeners and servers', async () => {
  await open('lb1/haproxy.cfg');
  const symbols = await client.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument: { uri: uriOf('lb1/haproxy.cfg') },
  });
  expect(symbols.map((symbol) => symbol.name)).toEqual([
    'global',
    'defaults',
    'frontend health',
    'frontend http_front',
    'backend web_servers',
  ]);
  expect(symbols.at(-1)?.children?.map((child) => child.name)).toEqual(['server web1', 'server web2']);
});

test('clusters, failover and topology are answered', async () => {
  const [cluster] = await client.sendRequest<ClusterInfo[]>('haconf/clusters');
  expect(cluster).toMatchObject({ nodes: ['lb1', 'lb2'] });
  expect(cluster?.files.map((file) => file.uri)).toContain(uriOf('lb1/haproxy.cfg'));
  const report = await client.sendRequest<ClusterReport>('haconf/failover', { cluster: cluster?.id });
  expect(report.steady['192.168.1.100']?.holders).toEqual(['lb1']);
  const broken = await client.sendRequest<ClusterReport>('haconf/failover', {
    cluster: cluster?.id,
    faults: ['lb1:crash', 'lb9:crash'],
  });
  expect(broken.faults.map((fault) => fault.vips['192.168.1.100']?.holders)).toEqual([['lb2']]);
  expect(await client.sendRequest('haconf/failover', { cluster: 'nowhere' })).toBeNull();
  expect(await client.sendRequest('haconf/topology', { cluster: 'nowhere' })).toBeNull();
  expect(await client.sendRequest('haconf/topology', { cluster: cluster?.id })).toMatchObject({
    title: expect.any(String),
  });
});
