import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeLens,
  Diagnostic,
  DocumentHighlight,
  Location,
  SemanticTokens,
  SemanticTokensDelta,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { type LanguageClient, languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

const front = 'frontend web\n    bind :80\n    acl api path_beg /api\n    use_backend api if api\n';
const back = 'backend api\n    server a 10.0.0.1:80\n';

async function splitClient(): Promise<{ client: LanguageClient; folder: string }> {
  const folder = tempFolder({ 'haproxy.d/10-front.cfg': front, 'haproxy.d/20-back.cfg': back });
  return { client: await languageClient(folder), folder };
}

/** The parameters of a request about the place of `text` in an open file. */
function at(client: LanguageClient, folder: string, file: string, text: string, from = 0): object {
  const source = readFileSync(join(folder, file), 'utf8');
  const before = source.slice(0, source.indexOf(text, from)).split('\n');
  return {
    textDocument: { uri: client.uriOf(file) },
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

const shown = ({ uri, range }: Location): string =>
  `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line}:${range.start.character}`;

describe('names', () => {
  test('lead to their declarations, to their uses, and are marked in the document', async () => {
    const { client, folder } = await splitClient();
    await client.open('haproxy.d/10-front.cfg');
    const place = at(client, folder, 'haproxy.d/10-front.cfg', 'api if');
    expect((await client.request<Location[]>('textDocument/definition', place)).map(shown)).toEqual([
      '20-back.cfg:0:8',
    ]);
    const context = { includeDeclaration: false };
    const uses = await client.request<Location[]>('textDocument/references', { ...place, context });
    expect(uses.map(shown)).toEqual(['10-front.cfg:3:16']);
    const acl = at(client, folder, 'haproxy.d/10-front.cfg', 'api path');
    const marks = await client.request<DocumentHighlight[]>('textDocument/documentHighlight', acl);
    expect(marks.map(({ range, kind }) => [range.start.line, range.start.character, kind])).toEqual([
      [2, 8, 3],
      [3, 23, 2],
    ]);
  });

  test('show which frontends pass traffic to which backends', async () => {
    const { client, folder } = await splitClient();
    await client.open('haproxy.d/10-front.cfg');
    const place = at(client, folder, 'haproxy.d/10-front.cfg', 'api if');
    const [backend] = await client.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', place);
    expect(backend).toMatchObject({ name: 'api', detail: 'backend', uri: client.uriOf('haproxy.d/20-back.cfg') });
    const [incoming] = await client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
      item: backend,
    });
    expect(incoming).toMatchObject({ from: { name: 'web' }, fromRanges: [{ start: { line: 3, character: 16 } }] });
    const outgoing = await client.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
      item: incoming?.from,
    });
    expect(outgoing.map(({ to, fromRanges }) => [to.name, fromRanges.length])).toEqual([['api', 1]]);
    const nothing = at(client, folder, 'haproxy.d/10-front.cfg', 'bind');
    expect(await client.request('textDocument/prepareCallHierarchy', nothing)).toBeNull();
  });

  test('are renamed in all files, open or not; what would do harm is refused with a sentence', async () => {
    const { client, folder } = await splitClient();
    await client.open('haproxy.d/10-front.cfg');
    const place = at(client, folder, 'haproxy.d/10-front.cfg', 'api if');
    expect(await client.request('textDocument/prepareRename', place)).toMatchObject({ placeholder: 'api' });
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...place, newName: 'app' });
    expect(edit.documentChanges).toMatchObject([
      {
        textDocument: { uri: client.uriOf('haproxy.d/20-back.cfg'), version: null },
        edits: [{ range: { start: { line: 0, character: 8 }, end: { line: 0, character: 11 } }, newText: 'app' }],
      },
      {
        textDocument: { uri: client.uriOf('haproxy.d/10-front.cfg'), version: 1 },
        edits: [{ range: { start: { line: 3, character: 16 } }, newText: 'app' }],
      },
    ]);
    await expect(client.request('textDocument/rename', { ...place, newName: 'web' })).rejects.toThrow(
      '"web" is the name of another frontend already.',
    );
    const nothing = at(client, folder, 'haproxy.d/10-front.cfg', 'bind');
    await expect(client.request('textDocument/prepareRename', nothing)).rejects.toThrow('There is no name here');
  });
});

describe('a document', () => {
  test('is folded, selected in steps and linked with files that exist', async () => {
    const text =
      'frontend f\n    bind :80\n    errorfile 503 /etc/haproxy/503.http\n    errorfile 500 /nowhere/500.http\n';
    const folder = tempFolder({ 'lb1/etc/haproxy/haproxy.cfg': text, 'lb1/etc/haproxy/503.http': 'x' });
    const client = await languageClient(folder);
    const textDocument = { uri: client.uriOf('lb1/etc/haproxy/haproxy.cfg') };
    await client.open('lb1/etc/haproxy/haproxy.cfg');
    expect(await client.request('textDocument/foldingRange', { textDocument })).toEqual([{ startLine: 0, endLine: 3 }]);
    const [selection] = await client.request<{ range: object; parent: { range: object } }[]>(
      'textDocument/selectionRange',
      { textDocument, positions: [{ line: 1, character: 6 }] },
    );
    expect(selection).toMatchObject({
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } },
      parent: { range: { start: { line: 1, character: 4 }, end: { line: 1, character: 12 } } },
    });
    expect(await client.request('textDocument/documentLink', { textDocument })).toEqual([
      {
        range: { start: { line: 2, character: 18 }, end: { line: 2, character: 39 } },
        target: client.uriOf('lb1/etc/haproxy/503.http'),
      },
    ]);
    const found = await client.request<{ name: string }[]>('workspace/symbol', { query: 'f' });
    expect(found.map(({ name }) => name)).toEqual(['f']);
  });
});

describe('semantic tokens', () => {
  /** What an editor makes of them: `line:character text`. */
  function shownTokens(text: string, data: readonly number[]): string[] {
    const lines = text.split(/\r\n|\r|\n/);
    const found: string[] = [];
    let line = 0;
    let character = 0;
    for (let at = 0; at < data.length; at += 5) {
      const [down = 0, right = 0, length = 0] = data.slice(at);
      character = down > 0 ? right : character + right;
      line += down;
      found.push(`${line}:${character} ${lines[line]?.slice(character, character + length)}`);
    }
    return found;
  }

  test('are told whole, for some lines, and as what changed', async () => {
    const { client } = await splitClient();
    const file = 'haproxy.d/10-front.cfg';
    const textDocument = { uri: client.uriOf(file) };
    const text = `global\r\n\rdefaults d\n${front}`;
    await client.open(file, text);
    const first = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    const expected = ['2:9 d', '3:9 web', '5:8 api', '5:12 path_beg', '6:16 api', '6:23 api'];
    expect(shownTokens(text, first.data)).toEqual(expected);
    const range = { start: { line: 3, character: 0 }, end: { line: 5, character: 9 } };
    const some = await client.request<SemanticTokens>('textDocument/semanticTokens/range', { textDocument, range });
    expect(shownTokens(text, some.data)).toEqual(expected.slice(1, 4));
    const edited = text.replace('frontend', '\nfrontend').replace('path_beg', 'path');
    await client.change(file, 2, edited);
    const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      textDocument,
      previousResultId: first.resultId,
    });
    const data = [...first.data];
    for (const edit of delta.edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    expect(shownTokens(edited, data)).toEqual(['2:9 d', '4:9 web', '6:8 api', '6:12 path', '7:16 api', '7:23 api']);
    const whole = await client.request<SemanticTokens>('textDocument/semanticTokens/full/delta', {
      textDocument,
      previousResultId: 'unknown',
    });
    expect(whole.data).toEqual(data);
  });
});

describe('formatting', () => {
  test('of a document, a range and while one types, with the width that the editor says', async () => {
    const { client } = await splitClient();
    const file = 'haproxy.d/10-front.cfg';
    const textDocument = { uri: client.uriOf(file) };
    await client.open(file, 'frontend web\nbind :80 \n  mode http\n');
    const options = { tabSize: 2, insertSpaces: true };
    const all = await client.request('textDocument/formatting', { textDocument, options });
    expect(all).toEqual([
      { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, newText: '  ' },
      { range: { start: { line: 1, character: 8 }, end: { line: 1, character: 9 } }, newText: '' },
    ]);
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } };
    const tabs = { tabSize: 8, insertSpaces: false };
    const some = await client.request('textDocument/rangeFormatting', { textDocument, range, options: tabs });
    expect(some).toEqual([
      { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 2 } }, newText: '\t' },
    ]);
    const typed = { textDocument, position: { line: 2, character: 0 }, ch: '\n', options };
    expect(await client.request('textDocument/onTypeFormatting', typed)).toEqual(all);
  });

  test('aligns when the settings say so', async () => {
    const folder = tempFolder({ 'haproxy.cfg': 'backend b\n    mode http\n    balance source\n' });
    const client = await languageClient(folder, { settings: { format: { align: true } } });
    await client.open('haproxy.cfg');
    const textDocument = { uri: client.uriOf('haproxy.cfg') };
    expect(
      await client.request('textDocument/formatting', { textDocument, options: { tabSize: 4, insertSpaces: true } }),
    ).toEqual([{ range: { start: { line: 1, character: 8 }, end: { line: 1, character: 9 } }, newText: '    ' }]);
  });
});

test('a client may ask for the language of a text', async () => {
  const { client } = await splitClient();
  const language = (uri: string, head: string) => client.request('haconf/recognise', { uri, head });
  expect(await language('file:///etc/edge.cfg', front)).toBe('haproxy');
  expect(await language('file:///etc/nginx/conf.d/a.conf', 'vrrp_instance V {\n}\n')).toBeNull();
});

describe('code lenses', () => {
  test('count references when the settings ask for it', async () => {
    const folder = tempFolder({ 'haproxy.cfg': `${front}${back}` });
    const lensesOf = async (settings: object) => {
      const client = await languageClient(folder, { settings });
      await client.open('haproxy.cfg');
      const textDocument = { uri: client.uriOf('haproxy.cfg') };
      const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
      const resolved = lenses.map((lens) => client.request<CodeLens>('codeLens/resolve', lens));
      return (await Promise.all(resolved)).map(({ range, command }) => `${range.start.line} ${command?.title}`);
    };
    expect(await lensesOf({})).toEqual([]);
    expect(await lensesOf({ codeLens: { references: true } })).toEqual([
      '0 0 references',
      '2 1 reference',
      '4 1 reference',
      '5 0 references',
    ]);
  });
});

describe('a client that asks for diagnostics', () => {
  test('gets those of a document and of the workspace, and what has not changed only once', async () => {
    const folder = tempFolder({ 'haproxy.cfg': 'global\n    maxcon 1\n', 'lb2/haproxy.cfg': 'global\n    maxcon 1\n' });
    const client = await languageClient(folder, { settings: { diagnostics: 'pull' } });
    const pushed: unknown[] = [];
    client.onNotification('textDocument/publishDiagnostics', (params) => pushed.push(params));
    await client.open('haproxy.cfg');
    const textDocument = { uri: client.uriOf('haproxy.cfg') };
    const ask = (previousResultId?: string) =>
      client.request<{ kind: string; resultId: string; items: Diagnostic[] }>('textDocument/diagnostic', {
        textDocument,
        ...(previousResultId !== undefined && { previousResultId }),
      });
    const first = await ask();
    expect(first.items.map(({ code }) => code)).toContain('haproxy/unknown-keyword');
    expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.change('haproxy.cfg', 2, 'global\n    maxconn 1\n');
    expect((await ask(first.resultId)).items).toEqual([]);
    const all = await client.request<{ items: { uri: string; items: Diagnostic[] }[] }>('workspace/diagnostic', {
      previousResultIds: [],
    });
    expect(all.items.map(({ uri, items }) => [uri === textDocument.uri, items.length])).toEqual([
      [true, 0],
      [false, 1],
    ]);
    expect(pushed).toEqual([]);
  });
});
