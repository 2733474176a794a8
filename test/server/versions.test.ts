import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Connection } from 'vscode-languageserver/node';
import { folderSettings } from '#server/folder-settings.ts';
import type { ClustersResult, CompareResult, FailoverResult, TargetResult } from '#server/protocol.ts';
import { languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

const text = 'global\n    nbproc 2\n';

test('the version of a document is that of its comment, else of the settings', async () => {
  const folder = tempFolder({ 'a/haproxy.cfg': text, 'b/haproxy.cfg': `${text}# haconf: haproxy=2.4\n` });
  const client = await languageClient(folder, { settings: { haproxy: { version: '2.8' } } });
  const target = (file: string) => client.request<TargetResult>('haconf/targetVersion', { uri: client.uriOf(file) });
  expect(await target('a/haproxy.cfg')).toEqual({ program: 'haproxy', version: '2.8', byComment: false });
  expect(await target('b/haproxy.cfg')).toEqual({ program: 'haproxy', version: '2.4', byComment: true });
  expect(await target('none.txt')).toBeNull();
});

test('what another version would say differently is told with its places', async () => {
  const folder = tempFolder({ 'haproxy.cfg': text });
  const client = await languageClient(folder, { settings: { haproxy: { version: '2.4' } } });
  const compare = (version: string) =>
    client.request<CompareResult>('haconf/compareVersions', { program: 'haproxy', version });
  expect((await compare('3.2')).added).toContainEqual(
    expect.objectContaining({
      uri: client.uriOf('haproxy.cfg'),
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 10 } },
      severity: 'error',
      rule: 'haproxy/removed-keyword',
    }),
  );
  expect(await compare('2.4')).toEqual({ added: [], gone: [] });
  expect(await compare('nonsense')).toEqual({ added: [], gone: [] });
});

test('each of several folders may have its versions', async () => {
  const answers: Readonly<Record<string, unknown>> = {
    'file:///a': { haproxy: { version: '2.4' }, keepalived: { version: '2.1' } },
    'file:///b': null,
  };
  const connection = {
    workspace: {
      getConfiguration: async (items: readonly { scopeUri: string }[]) =>
        items.map(({ scopeUri }) => answers[scopeUri]),
    },
  } as unknown as Connection;
  expect(await folderSettings(connection, ['file:///a', 'file:///b'])).toEqual([
    {
      path: 'file:///a/',
      versions: new Map([
        ['haproxy', [2, 4]],
        ['keepalived', [2, 1]],
      ]),
    },
  ]);
  expect(await folderSettings(connection, ['file:///a'])).toEqual([]);
});

test('the picker offers the versions that the settings know', () => {
  const { properties } = JSON.parse(readFileSync('package.json', 'utf8')).contributes.configuration;
  const source = readFileSync('client/src/programs.ts', 'utf8');
  for (const program of ['haproxy', 'keepalived']) {
    const list = new RegExp(`\\.\\.\\.${program}Program,[^}]*versions: \\[(.*)\\],$`, 'm').exec(source)?.[1] ?? '';
    expect(list.split(', ').map((word) => word.slice(1, -1))).toEqual(properties[`haconf.${program}.version`].enum);
  }
});

test('a prediction takes the versions that comments say, as the findings do', async () => {
  const instance = (priority: number, more: string, comment: string): string =>
    `${comment}vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority ${priority}\n    virtual_ipaddress {\n        192.0.2.100\n${more}    }\n}\n`;
  const holders = async (comment: string, version: string): Promise<unknown[]> => {
    const folder = tempFolder({
      // keepalived takes an address more another way since 2.3.3.
      'lb1/keepalived.conf': instance(101, '        192.0.2.101\n', comment),
      'lb2/keepalived.conf': instance(100, '', comment),
    });
    const client = await languageClient(folder, { settings: { keepalived: { version } } });
    const [cluster] = await client.request<ClustersResult>('haconf/clusters', {});
    const asked = { cluster: cluster?.id };
    const reports = [
      await client.request<FailoverResult>('haconf/failover', asked),
      await client.request<FailoverResult>('haconf/failover', { ...asked, singleFaults: true }),
    ];
    return reports.map((report) => Object.values(report?.steady ?? {}).map((holding) => holding.holders));
  };
  const [inOld, inNew] = [await holders('', '2.0'), await holders('', '2.3.4')];
  expect(inOld).not.toEqual(inNew);
  expect(await holders('# haconf: keepalived=2.0\n', '2.3.4')).toEqual(inOld);
});
