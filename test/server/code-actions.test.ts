import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver/node';
import { type LanguageClient, languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function pairClient(): Promise<{ client: LanguageClient; folder: string }> {
  const folder = tempFolder();
  cpSync('examples/pair', folder, { recursive: true });
  return { client: await languageClient(folder), folder };
}

const hasRule = (rule: string) => (found: readonly Diagnostic[]) => found.some(({ code }) => code === rule);

function actionsFor(client: LanguageClient, file: string, diagnostics: readonly Diagnostic[], only?: string[]) {
  const [first] = diagnostics;
  return client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uriOf(file) },
    range: first?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics, ...(only && { only }) },
  });
}

const edits = (action: CodeAction | undefined) => (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];

test('a finding between files is mended on either side, from either file', async () => {
  const { client, folder } = await pairClient();
  const text = readFileSync(join(folder, 'lb2/keepalived.conf'), 'utf8');
  await client.open('lb1/keepalived.conf');
  await client.open('lb2/keepalived.conf');
  await client.change('lb2/keepalived.conf', 7, text.replace('virtual_router_id 51', 'virtual_router_id 52'));
  const rule = 'cluster/virtual-router-id-differs';
  for (const file of ['lb1/keepalived.conf', 'lb2/keepalived.conf']) {
    const found = (await client.diagnostics(file, hasRule(rule))).filter(({ code }) => code === rule);
    const actions = await actionsFor(client, file, found, ['quickfix']);
    expect(actions.map(({ title }) => title)).toEqual(['Use 51 on lb2', 'Use 52 on lb1', `Ignore ${rule} here`]);
    expect(actions[0]?.diagnostics?.map(({ code }) => code)).toEqual([rule]);
    const [onLb2, onLb1] = actions.map(edits);
    expect(onLb2).toMatchObject([
      { textDocument: { uri: client.uriOf('lb2/keepalived.conf'), version: 7 }, edits: [{ newText: '51' }] },
    ]);
    expect(onLb1).toMatchObject([
      { textDocument: { uri: client.uriOf('lb1/keepalived.conf'), version: 1 }, edits: [{ newText: '52' }] },
    ]);
  }
});

test('an edit of a file that is not open has no version', async () => {
  const { client, folder } = await pairClient();
  const text = readFileSync(join(folder, 'lb2/keepalived.conf'), 'utf8');
  await client.open('lb2/keepalived.conf', text.replace('virtual_router_id 51', 'virtual_router_id 52'));
  const rule = 'cluster/virtual-router-id-differs';
  const found = await client.diagnostics('lb2/keepalived.conf', hasRule(rule));
  const actions = await actionsFor(
    client,
    'lb2/keepalived.conf',
    found.filter(({ code }) => code === rule),
  );
  expect(edits(actions[1])[0]?.textDocument).toEqual({ uri: client.uriOf('lb1/keepalived.conf'), version: null });
});

test('the safe fixes of a file come together, and there are none where nothing is wrong', async () => {
  const { client, folder } = await pairClient();
  const text = readFileSync(join(folder, 'lb1/haproxy.cfg'), 'utf8');
  await client.open('lb1/haproxy.cfg');
  expect(await actionsFor(client, 'lb1/haproxy.cfg', [], ['source.fixAll'])).toEqual([]);
  await client.change('lb1/haproxy.cfg', 2, text.trimEnd());
  const [action, ...others] = await actionsFor(client, 'lb1/haproxy.cfg', [], ['source.fixAll.haconf']);
  expect(others).toEqual([]);
  expect(action?.kind).toBe('source.fixAll.haconf');
  const end = { line: text.trimEnd().split('\n').length - 1, character: text.trimEnd().split('\n').at(-1)?.length };
  expect(edits(action)).toEqual([
    {
      textDocument: { uri: client.uriOf('lb1/haproxy.cfg'), version: 2 },
      edits: [{ range: { start: end, end }, newText: '\n' }],
    },
  ]);
  // Somebody who asks for quick fixes gets no others.
  expect(await actionsFor(client, 'lb1/haproxy.cfg', [], ['quickfix'])).toEqual([]);
});

test('a selection with thousands of findings is answered for some of them, at once', async () => {
  const scripts = Array.from({ length: 3000 }, (_, index) => `        chk_${index}\n`).join('');
  const text = `vrrp_instance a {\n    track_script {\n${scripts}    }\n}\n`;
  const client = await languageClient(tempFolder({ 'keepalived.conf': text }));
  await client.open('keepalived.conf');
  const textDocument = { uri: client.uriOf('keepalived.conf') };
  await client.diagnostics('keepalived.conf', (list) => list.length > 1000);
  const range = { start: { line: 0, character: 0 }, end: { line: 3003, character: 0 } };
  const before = process.cpuUsage();
  const actions = await client.request<readonly unknown[]>('textDocument/codeAction', {
    textDocument,
    range,
    context: { diagnostics: [] },
  });
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
  expect(actions.length).toBeGreaterThan(0);
});
