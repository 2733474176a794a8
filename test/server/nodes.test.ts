import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { ClusterInfo, CounterpartPlace, NodeText } from '#server/protocol.ts';
import { type LanguageClient, languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function pairClient(): Promise<{ client: LanguageClient; folder: string }> {
  // A blank in the path: editors write it in another way than people.
  const folder = join(tempFolder(), 'a pair');
  cpSync('examples/pair', folder, { recursive: true });
  return { client: await languageClient(folder), folder };
}

async function counterpartOf(client: LanguageClient, folder: string, file: string, text: string) {
  const content = readFileSync(join(folder, file), 'utf8');
  const before = content.slice(0, content.indexOf(text)).split('\n');
  await client.open(file);
  const found = await client.request<readonly CounterpartPlace[]>('haconf/counterpart', {
    uri: client.uriOf(file),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  });
  return found.map(({ node, what, location }) => {
    const path = location.uri.slice(client.uriOf('').length).replace(/^\//, '');
    const line = readFileSync(join(folder, path), 'utf8').split('\n')[location.range.start.line];
    return `${node} ${what} | ${path} | ${line?.trim()}`;
  });
}

test('the counterpart of a place is the same thing on the other node', async () => {
  const { client, folder } = await pairClient();
  const of = (file: string, text: string) => counterpartOf(client, folder, file, text);
  expect(await of('lb1/keepalived.conf', 'priority')).toEqual([
    'lb2 VI_1 | lb2/keepalived.conf | vrrp_instance VI_1 {',
  ]);
  expect(await of('lb2/keepalived.conf', 'interval')).toEqual([
    'lb1 chk_haproxy | lb1/keepalived.conf | vrrp_script chk_haproxy {',
  ]);
  expect(await of('lb1/haproxy.cfg', 'frontend http_front')).toEqual([
    'lb2 frontend http_front | lb2/haproxy.cfg | frontend http_front',
  ]);
  const [server] = await of('lb1/haproxy.cfg', 'web2');
  expect(server).toMatch(/^lb2 server web2 of backend web_servers \| lb2\/haproxy\.cfg \| server web2 /);
  // What has no name leads to the file of the same kind.
  expect(await of('lb1/haproxy.cfg', '#')).toHaveLength(1);
});

test('the texts of two nodes that serve the same are equal', async () => {
  const { client } = await pairClient();
  const [cluster] = await client.request<readonly ClusterInfo[]>('haconf/clusters');
  const texts = await client.request<readonly NodeText[]>('haconf/nodeTexts', { cluster: cluster?.id });
  expect(texts.map(({ node }) => node)).toEqual(['lb1', 'lb2']);
  expect(texts[0]?.text).toContain('frontend http_front\n    bind ');
  expect(texts[1]?.text).toBe(texts[0]?.text);
  expect(await client.request('haconf/nodeTexts', { cluster: 'nowhere' })).toEqual([]);
});

test('the manifest says what was found, and is followed as it is typed', async () => {
  const { client, folder } = await pairClient();
  const text = await client.request<string>('haconf/manifest', { folder: pathToFileURL(folder).href });
  expect(Object.keys(JSON.parse(text).clusters)).toEqual(['a pair']);
  expect(JSON.parse(text).clusters['a pair'].nodes.lb1.files).toContain('lb1/keepalived.conf');
  await client.open('haconf.json', text.replace('"a pair"', '"web"'));
  const [cluster] = await client.request<readonly ClusterInfo[]>('haconf/clusters');
  expect(cluster).toMatchObject({ name: 'web', why: ['haconf.json says so'], nodes: ['lb1', 'lb2'] });
  await client.change('haconf.json', 2, text.replace('lb1/keepalived.conf', 'lb1/lost.conf'));
  const found = await client.diagnostics('haconf.json', (list) => list.length > 0);
  expect(found[0]).toMatchObject({ code: 'haconf/invalid-manifest', severity: 1 });
  expect(await client.request('haconf/manifest', { folder: 'file:///nowhere' })).toBeNull();
});

test('a large folder is loaded with a progress that the editor may show', async () => {
  const folder = tempFolder();
  const text = readFileSync('examples/pair/lb1/keepalived.conf', 'utf8');
  for (let i = 0; i < 60; i++) {
    mkdirSync(join(folder, `c${i}`));
    writeFileSync(join(folder, `c${i}`, 'keepalived.conf'), text.replace('192.168.1.100', `10.0.${i}.1`));
  }
  const client = await languageClient(folder, { capabilities: { window: { workDoneProgress: true } } });
  // Whether it took long enough for a bar or not, all is loaded and nothing waits.
  await client.open('c7/keepalived.conf', text.replace('virtual_router_id 51', 'virtual_router_id 0'));
  await client.diagnostics('c7/keepalived.conf', (list) => list.length > 0);
});
