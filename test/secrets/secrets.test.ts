import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import { newMessages } from '#core/workspace/program-messages.ts';
import { useBuiltProgram } from '../support/built.ts';
import { languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { snapshotOf } from '../support/workspace.ts';
import { type Markers, markers as newMarkers, seed } from './markers.ts';
import { secretPair } from './pair.ts';

const program = useBuiltProgram();

const commands: readonly (readonly string[])[] = [
  ['check', '--hints'],
  ['check', '--hints', '--format', 'json'],
  ['check', '--hints', '--haproxy', '2.2', '--keepalived', '2.0.20', '--format', 'json'],
  ['check', '--haproxy', '3.2', '--compare', '2.4', '--format', 'json'],
  ['diff'],
  ['diff', '--format', 'json'],
  ['failover'],
  ['failover', '--format', 'json'],
  ['failover', '--format', 'markdown'],
  ['topology'],
  ['topology', '--emphasis', 'traffic'],
  ['topology', '--format', 'mermaid'],
  ['topology', '--format', 'html'],
  ['topology', '--format', 'markdown'],
  ['topology', '--format', 'json'],
  ['init', '--print'],
  ['check', '--fix', '--hints'],
];

/** Where a secret leaked, with some text around it. */
function leaks(markers: Markers, what: string, text: string): readonly string[] {
  const leaked = markers.leakedInto(text);
  return leaked === undefined ? [] : [`${what}: ${leaked}`];
}

test('a marker is found in whatever form it is written', () => {
  const known = newMarkers();
  const secret = known.next();
  const hex = Buffer.from(secret).toString('hex');
  const base64 = ['', 'a', 'ab'].map((before) => Buffer.from(`${before}${secret} and more`).toString('base64'));
  for (const form of [secret, secret.toLowerCase(), hex, hex.replace(/../g, '%$&'), ...base64]) {
    expect(known.leakedInto(`before ${form} behind`), form).toContain(form.slice(0, 20).slice(4));
  }
  expect(known.leakedInto('nothing of it')).toBeUndefined();
});

describe.each([
  ['the files are right', false],
  ['the files have mistakes beside each secret', true],
])('no output holds a secret: %s', (_, wrong) => {
  test('the command line, every command and format', { timeout: 120_000 }, async () => {
    const { files, markers } = secretPair(wrong);
    const cwd = tempFolder(files);
    const found: string[] = [];
    for (const args of commands) {
      const { stdout, stderr, exitCode } = await program.haconf(args, { cwd, timeoutMs: 60_000 });
      expect(exitCode, args.join(' ')).not.toBe(70);
      expect(stdout + stderr, args.join(' ')).not.toBe('');
      found.push(...leaks(markers, args.join(' '), stdout + stderr));
    }
    expect(found).toEqual([]);
  });

  test('the language server, every answer', { timeout: 120_000 }, async () => {
    const { files, markers } = secretPair(wrong);
    const folder = tempFolder(files);
    const client = await languageClient(folder);
    const logged: unknown[] = [];
    for (const method of ['window/logMessage', 'window/showMessage', '$/progress', 'telemetry/event']) {
      client.onNotification(method, (params) => logged.push(params));
    }
    const found: string[] = [];
    const look = (what: string, value: unknown): void => {
      found.push(...leaks(markers, what, JSON.stringify(value) ?? ''));
    };
    const asked = new Set<string>();
    for (const [file, text] of Object.entries(files)) {
      await client.open(file);
      const uri = client.uriOf(file);
      const textDocument = { uri };
      const diagnostics = await client.diagnostics(file, () => true);
      look(`diagnostics ${file}`, diagnostics);
      const lines = text.split('\n');
      const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
      for (const method of ['documentSymbol', 'codeLens', 'documentLink', 'foldingRange']) {
        look(`${method} ${file}`, await client.request(`textDocument/${method}`, { textDocument }));
      }
      look(`hints ${file}`, await client.request('textDocument/inlayHint', { textDocument, range }));
      const context = { diagnostics };
      look(`actions ${file}`, await client.request('textDocument/codeAction', { textDocument, range, context }));
      for (const [line, words] of lines.entries()) {
        // The nodes’ lines, and most of the lines of one, are alike but for their secrets.
        const kind = words.replace(new RegExp(`${seed}\\w+`, 'g'), 'SECRET');
        if (asked.has(kind)) continue;
        asked.add(kind);
        for (const { index } of words.matchAll(/\S+/g)) {
          const at = { textDocument, position: { line, character: (index ?? 0) + 1 } };
          look(`hover ${file}:${line + 1}`, await client.request('textDocument/hover', at));
          look(`signature ${file}:${line + 1}`, await client.request('textDocument/signatureHelp', at));
        }
        const end = { textDocument, position: { line, character: words.length } };
        look(`completion ${file}:${line + 1}`, await client.request('textDocument/completion', end));
      }
    }
    look('symbols', await client.request('workspace/symbol', { query: '' }));
    const clusters = await client.request<readonly { readonly id: string }[]>('haconf/clusters');
    expect(clusters.length).toBeGreaterThan(0);
    look('clusters', clusters);
    const script = readFileSync(join(program.cli, '..', 'preview.js'), 'utf8');
    for (const { id: cluster } of clusters) {
      for (const method of ['failover', 'topology', 'timeLine', 'elementFindings', 'nodeTexts']) {
        look(method, await client.request(`haconf/${method}`, { cluster }));
      }
      for (const format of ['svg', 'html', 'mermaid', 'json', 'runbook']) {
        look(`export ${format}`, await client.request('haconf/export', { cluster, format, script }));
      }
    }
    look('manifest', await client.request('haconf/manifest', { folder: client.uriOf('') }));
    look('compare', await client.request('haconf/compareVersions', { program: 'haproxy', version: '2.4' }));
    look('logs', logged);
    expect(found).toEqual([]);
  });
});

test('what a program says of a file loses its secrets and its control characters', () => {
  const text = 'userlist u\n    user a insecure-password Abc1Xyz\nbackend b\n    stats auth a:Def2Uvw\n';
  const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]));
  const says = (line: number | undefined, said: string): string | undefined =>
    newMessages(snapshot, 'haproxy.cfg', [{ severity: 'error', text: said, ...(line && { line }) }])[0]?.message.text;
  expect(says(2, "unknown keyword 'Abc1Xyz' in 'userlist' section")).toBe(
    "unknown keyword '•••' in 'userlist' section",
  );
  expect(says(4, "near 'Def2'")).toBe("near '•••'");
  expect(says(undefined, 'a password: Abc1Xyz and a:Def2Uvw')).toBe('a password: ••• and a:•••');
  expect(says(2, 'a\u001b[2Jb\u202ec')).toBe('a\\u001b[2Jb\\u202ec');
});

test('a fix that copies a password gives its edit out when it is asked for, to whoever can ask', async () => {
  // The pair of the other tests has lines that are broken, for which nothing is offered.
  const node = (priority: number, password: string): string =>
    `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority ${priority}\n    authentication {\n        auth_type PASS\n        auth_pass ${password}\n    }\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n}\n`;
  const file = 'lb1/keepalived.conf';
  const folder = tempFolder({ [file]: node(101, `${seed}1`), 'lb2/keepalived.conf': node(100, `${seed}2`) });
  const listed = async (capabilities: object) => {
    const client = await languageClient(folder, { capabilities });
    await client.open(file);
    const diagnostics = await client.diagnostics(file, (all) => all.some(({ code }) => code === rule));
    const found = diagnostics.find(({ code }) => code === rule);
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uriOf(file) },
      range: found?.range,
      context: { diagnostics },
    });
    return { client, copying: actions.filter(({ title }) => title.startsWith('Use the password of')) };
  };
  const rule = 'cluster/authentication-differs';
  const resolveSupport = { properties: ['edit'] };
  const { client, copying } = await listed({ textDocument: { codeAction: { resolveSupport } } });
  expect(copying.map(({ title }) => title)).toEqual([
    'Use the password of lb1 on lb2',
    'Use the password of lb2 on lb1',
  ]);
  expect(copying.map(({ edit }) => edit)).toEqual([undefined, undefined]);
  const resolved = await client.request<CodeAction>('codeAction/resolve', copying[0]);
  expect(JSON.stringify(resolved.edit)).toContain(seed);
  expect((await listed({})).copying).toEqual([]);
});
