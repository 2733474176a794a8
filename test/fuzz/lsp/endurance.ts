import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Failure } from '../area.ts';
import { slowness } from '../core/machine-speed.ts';
import { cpuOf } from '../supervisor.ts';
import { ServerProcess } from './server-process.ts';

const haproxy = (index: number): string =>
  `defaults\n    mode http\n    timeout client 5s\n    timeout connect 5s\n    timeout server 5s\n${Array.from(
    { length: 20 },
    (_, line) => `backend b${index}_${line}\n    server s1 10.${index % 250}.0.${line + 1}:80 check\n`,
  ).join('')}`;

const keepalived = (index: number, node: number): string =>
  `vrrp_instance VI_${index} {\n    interface eth0\n    virtual_router_id ${(index % 250) + 1}\n    priority ${150 - node}\n    virtual_ipaddress {\n        10.9.${index % 250}.1/24\n    }\n}\n`;

/** kill -9 while somebody types; the next server has to answer within a second, in a workspace of a hundred files. */
export async function restartWhileTyping(program: string): Promise<readonly Failure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'haconf-fuzz-'));
  try {
    for (let index = 0; index < 50; index++) {
      const node = join(folder, `pair${index >> 1}`, `lb${(index & 1) + 1}`);
      mkdirSync(node, { recursive: true });
      writeFileSync(join(node, 'haproxy.cfg'), haproxy(index >> 1));
      writeFileSync(join(node, 'keepalived.conf'), keepalived(index >> 1, index & 1));
    }
    const uri = pathToFileURL(join(folder, 'pair0', 'lb1', 'haproxy.cfg')).href;
    const first = new ServerProcess(program);
    await first.initialize(pathToFileURL(folder).href);
    const text = haproxy(0);
    await first.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'haproxy', version: 1, text } });
    const typed = `${text}backend typed\n    server `;
    await first.notify('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: typed }],
    });
    await first.kill();
    const second = new ServerProcess(program);
    const at = { textDocument: { uri }, position: { line: 6, character: 6 } };
    const begin = second.request('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'fuzz' }],
      capabilities: {},
    });
    await begin;
    await second.notify('initialized', {});
    await second.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'haproxy', version: 2, text: typed },
    });
    const completion = await second.request('textDocument/completion', at);
    await second.until(() => second.published.get(uri)?.version === 2);
    const symbols = await second.request('textDocument/documentSymbol', { textDocument: { uri } });
    const cpu = cpuOf(second.pid);
    const limit = 1000 * slowness();
    await second.kill();
    const answered = 'result' in completion && 'result' in symbols && JSON.stringify(symbols.result).includes('typed');
    return [
      ...(answered
        ? []
        : [{ oracle: 'restart', key: 'answer', detail: JSON.stringify([completion, symbols]).slice(0, 2000) }]),
      ...(cpu <= limit
        ? []
        : [{ oracle: 'restart', key: 'time', detail: `${cpu} ms of CPU until everything is answered` }]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** So many are open at a time. */
const window = 20;

/** Five hundred files are opened, looked at and closed: what the server holds then is what it held before. */
export async function fiveHundredFiles(program: string): Promise<readonly Failure[]> {
  const server = new ServerProcess(program);
  await server.initialize();
  const round = async (from: number, count: number): Promise<void> => {
    for (let first = from; first < from + count && server.ended === undefined; first += window) {
      const some = Array.from({ length: window }, (_, index) => first + index);
      const uriOf = (index: number): string => `file:///fuzz/p${index}/lb1/haproxy.cfg`;
      for (const index of some) {
        const textDocument = { uri: uriOf(index), languageId: 'haproxy', version: 1, text: haproxy(index) };
        await server.notify('textDocument/didOpen', { textDocument });
        await server.request('textDocument/documentSymbol', { textDocument: { uri: uriOf(index) } });
        await server.request('textDocument/semanticTokens/full', { textDocument: { uri: uriOf(index) } });
      }
      for (const index of some) {
        await server.notify('textDocument/didClose', { textDocument: { uri: uriOf(index) } });
      }
      await server.request('haconf/clusters');
    }
  };
  // The first ones fill what is kept for good, and let the heap find its size.
  await round(0, 500);
  const before = server.rss();
  await round(500, 500);
  const after = server.rss();
  const ended = server.ended;
  await server.kill();
  if (ended !== undefined) return [{ oracle: 'death', key: 'five hundred files', detail: server.said.slice(-2000) }];
  const mega = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
  if (after <= before * 1.1) return [];
  const detail = `${mega(before)} after 500 files were opened and closed, ${mega(after)} after 500 more`;
  return [{ oracle: 'memory', key: 'five hundred files', detail }];
}
