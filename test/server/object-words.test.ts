import { expect, test } from 'vitest';
import type { ClusterInfo } from '#server/protocol.ts';
import { languageClient } from '../support/language-client.ts';
import { objectWords, otherWords } from '../support/object-words.ts';
import { tempFolder } from '../support/temp-folder.ts';

// What an editor sends may hold any word, too: settings, languages, names of files, clusters and faults.
const keepalived = (word: string): string =>
  `vrrp_instance ${word} {\n    interface eth0\n    virtual_router_id 7\n    virtual_ipaddress {\n        192.0.2.1\n    }\n}\n`;

test.each([...objectWords, ...otherWords])('%s from an editor', async (word) => {
  const folder = tempFolder({
    [`${word}/keepalived.conf`]: keepalived(word),
    'zzzz/keepalived.conf': keepalived(word),
    'zzzz/haproxy.cfg': `backend ${word}\n    option ${word}\n`,
  });
  const settings = {
    ...Object.fromEntries([[word, { [word]: word }]]),
    ...{ haproxy: { version: word }, keepalived: { version: word }, format: word, rename: word, codeLens: word },
    ...{ inlayHints: word, hover: word, diagnostics: word, docsUri: word, programTimeLimit: word },
  };
  const client = await languageClient(folder, { settings });
  const file = `${word}/keepalived.conf`;
  await client.open(file);
  await client.open('zzzz/haproxy.cfg');
  const uri = client.uriOf(file);
  await client.notify('textDocument/didOpen', {
    textDocument: { uri: client.uriOf('other'), languageId: word, version: 1, text: word },
  });
  await client.notify('workspace/didChangeConfiguration', { settings: { haconf: settings, [word]: word } });
  const found = await client.diagnostics('zzzz/haproxy.cfg', (all) => all.length > 0);
  expect(found.map(({ code }) => code)).toContain('haproxy/unknown-keyword');

  const [cluster] = await client.request<readonly ClusterInfo[]>('haconf/clusters');
  expect(cluster?.nodes).toContain(word);
  for (const id of [cluster?.id, word]) {
    const query = {
      cluster: id,
      faults: [word, `${word}:crash`, `${word}:check:${word}`],
      emphasis: word,
      open: [word],
    };
    for (const method of ['failover', 'topology', 'timeLine', 'elementFindings', 'nodeTexts'])
      await client.request(`haconf/${method}`, query);
    for (const format of [word, 'svg', 'mermaid', 'markdown', 'json'])
      await client.request('haconf/export', { ...query, format });
  }
  const position = { line: 0, character: 15 };
  for (const textDocument of [{ uri }, { uri: client.uriOf('other') }, { uri: word }]) {
    for (const method of [
      'completion',
      'hover',
      'definition',
      'documentHighlight',
      'prepareCallHierarchy',
      'signatureHelp',
    ])
      await client.request(`textDocument/${method}`, { textDocument, position });
    for (const method of ['documentSymbol', 'foldingRange', 'documentLink', 'codeLens', 'semanticTokens/full'])
      await client.request(`textDocument/${method}`, { textDocument });
    await client.request('haconf/targetVersion', { uri: textDocument.uri });
    await client.request('haconf/recognise', { uri: textDocument.uri, head: word });
  }
  const renamed = await client.request<{ documentChanges?: readonly unknown[] }>('textDocument/rename', {
    ...{ textDocument: { uri }, position, newName: 'V' },
  });
  expect(JSON.stringify(renamed)).toContain('"newText":"V"');
  const symbols = await client.request<readonly { name: string }[]>('workspace/symbol', { query: word });
  expect(symbols.map(({ name }) => name)).toContain(word);
});
