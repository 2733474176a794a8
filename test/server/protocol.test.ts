import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
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
