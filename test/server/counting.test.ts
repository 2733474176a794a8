import { describe, expect, test } from 'vitest';
import type { CodeLens, CompletionList, Hover } from 'vscode-languageserver-types';
import { recognise } from '#core/languages/languages.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { type ClusterShape, filesOf } from '../support/clusters.ts';
import { type LanguageClient, languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

// The prediction of a large cluster is made while other requests are answered.

const file = 'c/lb1/keepalived.conf';
const leavesNoHolder = 'cluster/failover-leaves-no-holder';
const canRefresh = { workspace: { codeLens: { refreshSupport: true } } };

interface Opened {
  readonly client: LanguageClient;
  readonly text: string;
  /** Waits for the server to say that lenses are worth asking for again. */
  refreshed(): Promise<void>;
}

async function opened(shape: ClusterShape, capabilities: object = canRefresh): Promise<Opened> {
  const files = filesOf(shape);
  const client = await languageClient(tempFolder(Object.fromEntries(files)), { capabilities });
  let wake = (): void => {};
  client.onRequest('workspace/codeLens/refresh', () => wake());
  await client.open(file);
  const refreshed = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  return { client, text: files.get(file) ?? '', refreshed };
}

async function lenses(client: LanguageClient): Promise<readonly string[]> {
  const found = await client.request<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: client.uriOf(file) },
  });
  return found.map(({ command }) => command?.title ?? '');
}

/** Asks until all is counted. */
async function counted({ client, refreshed }: Opened): Promise<readonly string[]> {
  for (;;) {
    const again = refreshed();
    const found = await lenses(client);
    if (found.every((title) => title !== 'not counted yet')) return found;
    await again;
  }
}

const large: readonly (readonly [string, ClusterShape])[] = [
  ['forty instances in a sync group, each with an interface', { nodes: 2, instances: 40, interfaces: true }],
  ['64 nodes', { nodes: 64, instances: 1, priority: (node) => (node === 0 ? 150 : 100) }],
];

describe.each(large)('%s', (_name, shape) => {
  test('lenses say that they are not counted yet, and what they say then', async () => {
    const server = await opened(shape);
    expect(await lenses(server.client)).toEqual(Array.from({ length: shape.instances }, () => 'not counted yet'));
    for (const line of await counted(server)) expect(line).toMatch(/^MASTER when all is well · backup lb2 in .* s/);
  }, 60_000);

  test('a completion after an edit does not wait for the count', async () => {
    const server = await opened(shape);
    const { client, text } = server;
    // A check that is asked less often is another cluster.
    await client.change(file, 2, text.replace('interval 2', 'interval 3'));
    const order: string[] = [];
    const again = counted(server).then(() => order.push('counted'));
    const offset = text.slice(0, text.indexOf('priority')).split('\n').length - 1;
    const completed = client
      .request<CompletionList | unknown[]>('textDocument/completion', {
        textDocument: { uri: client.uriOf(file) },
        position: { line: offset, character: 4 },
      })
      .then((found) => {
        expect(Array.isArray(found) ? found.length : found.items.length).toBeGreaterThan(0);
        order.push('completed');
      });
    await Promise.all([again, completed]);
    expect(order).toEqual(['completed', 'counted']);
  }, 60_000);

  test('a hover says what is known, at once', async () => {
    const { client, text } = await opened(shape);
    const line = text.slice(0, text.indexOf('priority')).split('\n').length - 1;
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri: client.uriOf(file) },
      position: { line, character: 6 },
    });
    expect(JSON.stringify(hover.contents)).toMatch(/Election of .*priority \| checks.*not counted yet/);
  }, 60_000);
});

test('an editor that cannot be told to ask again is answered when all is counted', async () => {
  const { client } = await opened({ nodes: 2, instances: 40, interfaces: true }, {});
  for (const line of await lenses(client)) expect(line).toMatch(/^MASTER when all is well/);
}, 60_000);

test('an edit in the middle of the count leaves the count of what is no more', async () => {
  const server = await opened({ nodes: 2, instances: 40, interfaces: true });
  const { client, text } = server;
  expect((await lenses(client))[0]).toBe('not counted yet');
  await client.change(file, 2, text.replaceAll('priority 250', 'priority 100'));
  for (const line of await counted(server)) expect(line).toMatch(/^BACKUP of lb2/);
}, 60_000);

/** No node may take the address before the check succeeds, which asks the address. */
const stuck: ClusterShape = { nodes: 80, instances: 1, command: '/usr/bin/curl http://10.0.0.100' };

test('findings that need long come with a later publication', async () => {
  const { client } = await opened(stuck);
  const found = await client.diagnostics(file, (list) => list.some(({ code }) => code === leavesNoHolder));
  expect(found.length).toBeGreaterThan(0);
}, 60_000);

test('findings that are put off are the same as those that are not', () => {
  const set = [...filesOf({ ...stuck, salt: 3 })].flatMap(([path, text]) => {
    const language = recognise(path, text);
    return language ? [{ path, language, text }] : [];
  });
  const describe = (snapshot: Snapshot): string[] =>
    snapshot.clusterFindings().map(({ rule, message, at }) => `${rule} ${at.path} ${message}`);
  // Another interval than above: of clusters that are alike, one is explored.
  const later = new Workspace({ postpones: true }).applyChange({ set });
  const [first] = later.findingsByCluster();
  expect(first?.waitsFor).toHaveLength(1);
  expect(describe(later).filter((text) => text.startsWith(leavesNoHolder))).toEqual([]);
  for (const work of first?.waitsFor ?? []) work.finish();
  const whole = describe(new Workspace().applyChange({ set }));
  expect(whole.filter((text) => text.startsWith(leavesNoHolder))).not.toEqual([]);
  expect(describe(later)).toEqual(whole);
});

test('what the preview asks for is answered when it is counted', async () => {
  const { client } = await opened({ nodes: 2, instances: 40, interfaces: true });
  const [cluster] = await client.request<{ id: string }[]>('haconf/clusters');
  const report = await client.request<{ faults: unknown[] } | null>('haconf/failover', {
    cluster: cluster?.id,
    singleFaults: true,
  });
  expect(report?.faults).toHaveLength(86);
}, 60_000);

test('requests are answered while a page with hundreds of pictures is made', async () => {
  const { client } = await opened({ nodes: 16, instances: 1 });
  const [cluster] = await client.request<{ id: string }[]>('haconf/clusters');
  const order: string[] = [];
  const page = client.request<string>('haconf/export', { cluster: cluster?.id, format: 'html', script: '' });
  const links = client.request('textDocument/foldingRange', { textDocument: { uri: client.uriOf(file) } });
  await Promise.all([page.then(() => order.push('page')), links.then(() => order.push('ranges'))]);
  expect(order).toEqual(['ranges', 'page']);
  expect((await page).length).toBeGreaterThan(100_000);
}, 60_000);
