import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function heapBytes(): Promise<number> {
  // What a message kept goes when it was answered.
  for (let time = 0; time < 3; time++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

/** The machines of a site; no line of it is in another site, and one is found wrong. */
function filesOf(site: number): readonly (readonly [string, string, string])[] {
  const servers = Array.from(
    { length: 40 },
    (_, index) => `    server s${site}x${index} 10.1.0.${index + 1}:80 check inter ${site + 1}ms\n`,
  ).join('');
  const haproxy = ['http', 'tcp']
    .map((mode) => `backend ${mode}${site}\n    mode ${mode}\n    option httpchkk ${site}\n${servers}`)
    .join('');
  const keepalived = (node: number): string =>
    `vrrp_instance VI_${site} {\n    interface eth0\n    virtual_router_id ${(site % 250) + 1}\n    priority ${150 - node}\n    mistaken${site} 3\n    virtual_ipaddress {\n        10.9.${site % 250}.1/24\n    }\n}\n`;
  return [1, 2].flatMap((node) => [
    [`site${site}/lb${node}/haproxy.cfg`, 'haproxy', haproxy] as const,
    [`site${site}/lb${node}/keepalived.conf`, 'keepalived', keepalived(node)] as const,
  ]);
}

test('what was opened and closed is forgotten, in every cache', async () => {
  const client = await languageClient(tempFolder(), { settings: { diagnostics: 'pull' } });
  /** Heap before, while so many files are open, and after they were closed. */
  const round = async (first: number) => {
    const before = await heapBytes();
    const files = Array.from({ length: 25 }, (_, index) => filesOf(first + index)).flat();
    for (const [file, languageId, text] of files) {
      const textDocument = { uri: client.uriOf(file), languageId, version: 1, text };
      await client.notify('textDocument/didOpen', { textDocument });
      for (const question of ['documentSymbol', 'semanticTokens/full']) {
        await client.request(`textDocument/${question}`, { textDocument });
      }
    }
    for (const [file] of files) {
      await client.request('textDocument/diagnostic', { textDocument: { uri: client.uriOf(file) } });
    }
    const open = await heapBytes();
    for (const [file] of files) {
      await client.notify('textDocument/didClose', { textDocument: { uri: client.uriOf(file) } });
    }
    await client.request('workspace/diagnostic', { previousResultIds: [] });
    return { before, open, after: await heapBytes() };
  };
  // The first ones fill what is kept for good.
  await round(0);
  const { before, open, after } = await round(1000);
  expect((after - before) / (open - before)).toBeLessThan(0.1);
}, 120_000);
