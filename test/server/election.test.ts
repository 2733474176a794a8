import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CodeLens, Hover, InlayHint } from 'vscode-languageserver-types';
import { type LanguageClient, languageClient } from '../support/language-client.ts';

const file = 'lb1/keepalived.conf';

async function opened(
  folder = 'examples/pair',
  settings: object = {},
  capabilities: object = {},
): Promise<LanguageClient> {
  const client = await languageClient(folder, { settings, capabilities });
  await client.open(file);
  return client;
}

const lensesOf = async (client: LanguageClient, path = file): Promise<string[]> => {
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: client.uriOf(path) },
  });
  return lenses.map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`);
};

const hintsOf = async (client: LanguageClient, lines: readonly [number, number] = [0, 100]): Promise<string[]> => {
  const hints = await client.request<InlayHint[]>('textDocument/inlayHint', {
    textDocument: { uri: client.uriOf(file) },
    range: { start: { line: lines[0], character: 0 }, end: { line: lines[1], character: 0 } },
  });
  return hints.map(({ position, label }) => `${position.line + 1}:${position.character} ${label}`);
};

const hoverOf = async (client: LanguageClient, line: number, character: number): Promise<string> => {
  const hover = await client.request<Hover | null>('textDocument/hover', {
    textDocument: { uri: client.uriOf(file) },
    position: { line: line - 1, character },
  });
  const contents = hover?.contents;
  return contents && typeof contents === 'object' && 'value' in contents ? contents.value : '';
};

describe('over each instance', () => {
  test('of a sound pair', async () => {
    const client = await opened();
    expect(await lensesOf(client)).toEqual([
      '19: MASTER when all is well · backup lb2 in 2.6–3.6 s · survives all 8 single faults',
    ]);
    expect(await lensesOf(client, 'lb2/keepalived.conf')).toEqual([
      '19: BACKUP of lb1 · takes over from lb1 in 2.6–3.6 s · survives all 8 single faults',
    ]);
  });

  test.each([
    ['weight-too-small', /· ✕ 1 of 8 faults leaves a holder without HAProxy$/],
    ['different-virtual-router-id', /^\d+: ✕ lb1 and lb2 are MASTER at the same time/],
    ['equal-priorities', /· not certain/],
  ])('of a broken one: %s', async (name, line) => {
    const client = await opened(`examples/broken-pair/${name}`);
    expect((await lensesOf(client))[0]).toMatch(line);
  });

  test('an edit of the other node changes it, and the editor is told to ask again', async () => {
    const client = await opened('examples/pair', {}, { workspace: { codeLens: { refreshSupport: true } } });
    const asked = new Promise<void>((resolve) => client.onRequest('workspace/codeLens/refresh', () => resolve()));
    await client.open('lb2/keepalived.conf');
    const text = readFileSync('examples/pair/lb2/keepalived.conf', 'utf8');
    await client.change('lb2/keepalived.conf', 2, text.replace('priority 100', 'priority 150'));
    await asked;
    expect((await lensesOf(client))[0]).toContain('BACKUP of lb2');
  });
});

describe('behind a priority', () => {
  test('stands what checks make of it', async () => {
    const client = await opened();
    expect(await hintsOf(client)).toEqual(['23:16 effective 103, at worst 101']);
    expect(await hintsOf(client, [0, 10])).toEqual([]);
  });
});

describe('a hover', () => {
  test('on the priority has the arithmetic of the election below the keyword', async () => {
    const value = await hoverOf(await opened(), 23, 6);
    expect(value).toMatch(/^```text\npriority/);
    expect(value).toContain('| `lb1` | 101 | +2 `chk_haproxy` | **103** |');
    expect(value).toContain('Should `lb1` lose power, `lb2` takes over after 2.6–3.6 s.');
  });

  test('elsewhere has not', async () => {
    expect(await hoverOf(await opened(), 20, 6)).not.toContain('Election');
  });
});

test('each can be switched off', async () => {
  const client = await opened('examples/pair', {
    codeLens: { enabled: false },
    inlayHints: { enabled: false },
    hover: { election: false },
  });
  expect(await lensesOf(client)).toEqual([]);
  expect(await hintsOf(client)).toEqual([]);
  expect(await hoverOf(client, 23, 6)).not.toContain('Election');
});

test('files of no cluster have none', async () => {
  const client = await opened();
  const alone = 'vrrp_instance ALONE {\n    priority 100\n}\n';
  await client.open('alone.conf', alone);
  expect(await lensesOf(client, 'alone.conf')).toEqual([]);
});
