import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import * as protocol from 'vscode-languageserver-protocol';
import { nodeFiles } from '#server/files.node.ts';
import { gate } from '#server/gate.ts';
import * as ourProtocol from '#server/protocol.ts';
import { startServer } from '#server/server.ts';
import { useBuiltProgram } from '../support/built.ts';
import { languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

const initialize =
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}';

/** Starts the server, writes bytes to it, and waits until it ends, at most `limitMs`. */
async function ending(input: string, limitMs = 10_000): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [program.cli, 'lsp', '--stdio'], { stdio: 'pipe' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, stderr };
}

describe('a frame that is wrong ends the connection, with a line that says why', () => {
  const framed = `Content-Length: ${initialize.length}\r\n\r\n${initialize}`;
  test.each([
    ['a length that is no number', 'Content-Length: many\r\n\r\n{}', 'valid Content-Length'],
    ['a negative length', 'Content-Length: -5\r\n\r\n{}', 'valid Content-Length'],
    ['no length', 'Content-Type: x\r\n\r\n{}', 'valid Content-Length'],
    [
      'two lengths, one behind a bare line feed',
      'Content-Length: 5\nContent-Length: 2\r\n\r\n{}',
      'valid Content-Length',
    ],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 'valid Content-Length'],
    ['a length that no memory holds', 'Content-Length: 999999999999\r\n\r\n{}', 'a message of 999999999999 bytes'],
    ['a header without an end', 'x'.repeat(10_000), 'a header without an end'],
    ['a wrong frame behind a right one', `${framed}nonsense\r\n\r\n`, 'valid Content-Length'],
  ])('%s', async (_, input, reason) => {
    const { code, stderr } = await ending(input);
    expect(stderr).toContain(reason);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });
});

const text = readFileSync('examples/pair/lb1/haproxy.cfg', 'utf8');

describe('places that do not exist', () => {
  const odd: unknown[] = [
    { line: 1.5, character: 2.5 },
    { line: -1, character: 3 },
    { line: 2, character: -7 },
    { line: 1e308, character: 1e308 },
    { line: '3', character: null },
    { line: null, character: {} },
    {},
    null,
    'nowhere',
    { line: 2 ** 53, character: 2 ** 53 },
  ];
  const whole = (place: unknown): { line: number; character: number } => {
    const { line = 0, character = 0 } = (typeof place === 'object' && place !== null ? place : {}) as Record<
      string,
      unknown
    >;
    if (typeof line === 'number' && line < 0) return { line: 0, character: 0 };
    const count = (value: unknown): number =>
      typeof value === 'number' ? Math.max(0, Math.min(2 ** 31 - 1, Math.floor(value))) : 0;
    return { line: count(line), character: count(character) };
  };

  test.each(['haproxy.cfg', 'keepalived.conf'])(
    'change a document of %s as the nearest places that do',
    async (file) => {
      const folder = tempFolder({
        [file]: file === 'haproxy.cfg' ? text : readFileSync('examples/pair/lb1/keepalived.conf', 'utf8'),
      });
      const [client, other] = [await languageClient(folder), await languageClient(folder)];
      await client.open(file);
      await other.open(file);
      let version = 1;
      for (const start of odd) {
        for (const end of odd) {
          version++;
          const document = { uri: client.uriOf(file), version };
          const range = { start, end };
          await client.notify('textDocument/didChange', {
            textDocument: document,
            contentChanges: [{ range, text: 'x\n' }],
          });
          const clean = { start: whole(start), end: whole(end) };
          const ordered =
            clean.start.line < clean.end.line ||
            (clean.start.line === clean.end.line && clean.start.character <= clean.end.character);
          const right = ordered ? clean : { start: clean.end, end: clean.start };
          await other.notify('textDocument/didChange', {
            textDocument: document,
            contentChanges: [{ range: right, text: 'x\n' }],
          });
        }
      }
      for (const method of ['documentSymbol', 'foldingRange', 'semanticTokens/full', 'documentLink']) {
        const question = { textDocument: { uri: client.uriOf(file) } };
        const [found, expected] = [
          await client.request(`textDocument/${method}`, question),
          await other.request(`textDocument/${method}`, question),
        ];
        expect(found).toEqual(expected);
      }
    },
  );

  test.each(['hover', 'completion', 'definition', 'references', 'signatureHelp', 'documentHighlight'])(
    '%s answers about the nearest that does',
    async (method) => {
      const client = await languageClient(tempFolder({ 'haproxy.cfg': text }));
      await client.open('haproxy.cfg');
      const textDocument = { uri: client.uriOf('haproxy.cfg') };
      for (const position of odd) {
        const context = { includeDeclaration: true };
        const found = await client.request(`textDocument/${method}`, { textDocument, position, context });
        const expected = await client.request(`textDocument/${method}`, {
          textDocument,
          position: whole(position),
          context,
        });
        expect(found).toEqual(expected);
        expect(JSON.stringify(found ?? null)).not.toMatch(/"(line|character)":(null|-)/);
      }
    },
  );
});

test('messages without what they need change nothing and kill nothing', async () => {
  const client = await languageClient(tempFolder({ 'haproxy.cfg': text }));
  const uri = client.uriOf('haproxy.cfg');
  const odd: unknown[] = [{}, null, { textDocument: null }, { textDocument: {} }, { textDocument: { uri: 5 } }, [1]];
  for (const method of ['didOpen', 'didChange', 'didClose', 'didSave']) {
    for (const params of odd) await client.notify(`textDocument/${method}`, params);
  }
  await client.open('haproxy.cfg');
  await client.open('haproxy.cfg', `${text}\n`);
  const changes: unknown[] = [
    { textDocument: { uri, version: null }, contentChanges: [{ text: 'backend b\n' }] },
    { textDocument: { uri, version: 1 }, contentChanges: [{ text: 5 }, null, { range: null, text: 'backend c\n' }] },
    { textDocument: { uri }, contentChanges: 'none' },
    { textDocument: { uri, version: -3 }, contentChanges: [{ text: 'backend d\n  nonsense\n' }] },
  ];
  for (const params of changes) await client.notify('textDocument/didChange', params);
  const found = await client.diagnostics('haproxy.cfg', (list) =>
    list.some(({ code }) => code === 'haproxy/unknown-keyword'),
  );
  expect(found).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ range: expect.objectContaining({ start: { line: 1, character: 2 } }) }),
    ]),
  );
});

describe('the log', () => {
  test('tells at level debug how long requests took, and nothing of the texts', async () => {
    const word = 'a-word-of-the-configuration';
    const client = await languageClient(tempFolder({ 'haproxy.cfg': text }), { settings: { log: { level: 'debug' } } });
    const logged: { readonly type: number; readonly message: string }[] = [];
    client.onNotification('window/logMessage', (entry) => logged.push(entry as (typeof logged)[number]));
    await client.open('haproxy.cfg', `backend ${word}\n  nonsense\n`);
    await client.request('textDocument/hover', {
      textDocument: { uri: client.uriOf('haproxy.cfg') },
      position: { line: 0, character: 9 },
    });
    await client.diagnostics('haproxy.cfg', (list) => list.length > 0);
    const messages = logged.map(({ message }) => message);
    expect(messages).toEqual(expect.arrayContaining([expect.stringMatching(/^onHover took \d+\.\d ms$/)]));
    expect(JSON.stringify(logged)).not.toContain(word);
  });

  test('is silent about times otherwise', async () => {
    const client = await languageClient(tempFolder({ 'haproxy.cfg': text }));
    const logged: unknown[] = [];
    client.onNotification('window/logMessage', (entry) => logged.push(entry));
    await client.request('textDocument/hover', {
      textDocument: { uri: client.uriOf('haproxy.cfg') },
      position: { line: 0, character: 0 },
    });
    expect(logged).toEqual([]);
  });
});

describe('what the protocol does not allow is answered as it says, and is no failure of haconf', () => {
  /** Methods with parameters that are as they should be. */
  const uri = 'file:///nowhere/haproxy.cfg';
  const at = { textDocument: { uri }, position: { line: 0, character: 0 } };
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const item = { name: 'b', kind: 1, uri, range, selectionRange: range };
  const options = { tabSize: 4, insertSpaces: true };
  const requests: readonly (readonly [string, object])[] = [
    ['textDocument/hover', at],
    ['textDocument/completion', at],
    ['textDocument/signatureHelp', at],
    ['textDocument/definition', at],
    ['textDocument/references', { ...at, context: { includeDeclaration: true } }],
    ['textDocument/documentHighlight', at],
    ['textDocument/prepareCallHierarchy', at],
    ['callHierarchy/incomingCalls', { item }],
    ['callHierarchy/outgoingCalls', { item }],
    ['textDocument/documentSymbol', { textDocument: { uri } }],
    ['textDocument/foldingRange', { textDocument: { uri } }],
    ['textDocument/documentLink', { textDocument: { uri } }],
    ['textDocument/codeLens', { textDocument: { uri } }],
    ['textDocument/inlayHint', { textDocument: { uri }, range }],
    ['textDocument/selectionRange', { textDocument: { uri }, positions: [at.position] }],
    ['textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } }],
    ['textDocument/formatting', { textDocument: { uri }, options }],
    ['textDocument/rangeFormatting', { textDocument: { uri }, range, options }],
    ['textDocument/onTypeFormatting', { ...at, ch: '}', options }],
    ['textDocument/semanticTokens/full', { textDocument: { uri } }],
    ['textDocument/semanticTokens/full/delta', { textDocument: { uri }, previousResultId: '1' }],
    ['textDocument/semanticTokens/range', { textDocument: { uri }, range }],
    ['workspace/symbol', { query: '' }],
    ['haconf/failover', { cluster: 'none' }],
    ['haconf/topology', { cluster: 'none' }],
    ['haconf/timeLine', { cluster: 'none' }],
    ['haconf/elementFindings', { cluster: 'none' }],
    ['haconf/elementsAt', { cluster: 'none', uri, line: 0 }],
    ['haconf/export', { cluster: 'none', format: 'svg' }],
    ['haconf/counterpart', { uri, position: at.position }],
    ['haconf/nodeTexts', { cluster: 'none' }],
    ['haconf/manifest', { folder: 'file:///nowhere' }],
    ['haconf/recognise', { uri, head: '' }],
    ['haconf/targetVersion', { uri }],
    ['haconf/compareVersions', { program: 'haproxy', version: '3.0' }],
  ];
  const refused = (answer: Promise<unknown>): Promise<number> =>
    answer.then(
      () => 0,
      ({ code }: { code: number }) => code,
    );

  test.each(requests)('%s with wrong parameters', async (method, right) => {
    const client = await languageClient(tempFolder({ 'haproxy.cfg': text }));
    const logged: unknown[] = [];
    client.onNotification('window/logMessage', (message) => logged.push(message));
    expect(await refused(client.request(method, right))).toBe(0);
    const wrong = Object.keys(right).flatMap((field) => {
      const without = Object.fromEntries(Object.entries(right).filter(([name]) => name !== field));
      // Any place of a document will do: the nearest one that exists is meant.
      return /position$|range/.test(field)
        ? [without]
        : [without, { ...right, [field]: field === 'line' ? 'five' : 5 }, { ...right, [field]: null }];
    });
    for (const params of [null, 5, 'text', [1], {}, ...wrong]) {
      expect([params, await refused(client.request(method, params))]).toEqual([params, -32602]);
    }
    expect(logged).toEqual([]);
  });

  describe('every method that the server takes, whoever registers it', () => {
    /** What is called with nothing. */
    const bare = new Set(['initialize', 'shutdown', 'exit', 'initialized', 'haconf/clusters']);
    const kinds: readonly unknown[] = [...Object.values(protocol), ...Object.values(ourProtocol)];
    const methodOf = (kind: unknown): string[] => {
      if (typeof kind === 'string') return kind.startsWith('haconf/') ? [kind] : [];
      const { method } = (kind ?? {}) as { readonly method?: unknown };
      return typeof method === 'string' ? [method] : [];
    };
    const methods = [...new Set([...kinds.flatMap(methodOf), '$/setTrace', '$/logTrace', '$/progress'])].filter(
      (method) => !bare.has(method) && !method.startsWith('client/'),
    );
    const wrong = [null, 5, 'text', [1], {}, { textDocument: null }, { textDocument: { uri: 5 } }];

    test('as a request', async () => {
      const client = await languageClient(tempFolder({ 'haproxy.cfg': text }));
      const codes: [string, unknown, number][] = [];
      for (const method of methods) {
        for (const params of wrong) codes.push([method, params, await refused(client.request(method, params))]);
      }
      // An action without data has nothing to resolve, and is answered by itself.
      const isRefused = ([method, params, code]: [string, unknown, number]): boolean =>
        code === -32602 ||
        code === -32601 ||
        (method === 'codeAction/resolve' && typeof params === 'object' && code === 0);
      expect(codes.filter((each) => !isRefused(each))).toEqual([]);
      expect(codes.filter(([, , code]) => code === -32602).length).toBeGreaterThan(200);
    });

    test('as a notification', async () => {
      const client = await languageClient(tempFolder({ 'haproxy.cfg': text }));
      const logged: unknown[] = [];
      for (const method of ['window/logMessage', 'window/showMessage']) {
        client.onNotification(method, (message) => logged.push(message));
      }
      await client.open('haproxy.cfg');
      const uri = client.uriOf('haproxy.cfg');
      for (const method of methods) {
        for (const params of [...wrong, { textDocument: { uri } }]) await client.notify(method, params);
      }
      await client.request('textDocument/documentSymbol', { textDocument: { uri } });
      expect(logged).toEqual([]);
    });
  });

  test('messages at the wrong time', async () => {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), gate());
    startServer(server, { host: nodeFiles, docsUri: 'docs:/rules/' });
    const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    onTestFinished(() => client.dispose());
    client.listen();
    const begin = { processId: null, rootUri: null, capabilities: {} };
    await client.sendNotification('textDocument/didOpen', {});
    expect(await refused(client.sendRequest('textDocument/hover', at))).toBe(-32002);
    expect(await refused(client.sendRequest('shutdown'))).toBe(-32002);
    expect(await refused(client.sendRequest('initialize', { ...begin, capabilities: null }))).toBe(-32602);
    expect(await refused(client.sendRequest('initialize', { ...begin, workspaceFolders: 5 }))).toBe(-32602);
    expect(await refused(client.sendRequest('initialize', begin))).toBe(0);
    expect(await refused(client.sendRequest('initialize', begin))).toBe(-32600);
    expect(await refused(client.sendRequest('textDocument/hover', at))).toBe(0);
    expect(await refused(client.sendRequest('shutdown'))).toBe(0);
    expect(await refused(client.sendRequest('textDocument/hover', at))).toBe(-32600);
    expect(await refused(client.sendRequest('shutdown'))).toBe(-32600);
  });
});
