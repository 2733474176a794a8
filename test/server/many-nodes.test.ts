import { expect, test } from 'vitest';
import type { Hover } from 'vscode-languageserver-types';
import { soon } from '#server/soon.ts';
import { languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A node of a virtual router on which all have the same priority. */
const conf = (node: string): string =>
  [
    'global_defs {',
    `    router_id ${node}`,
    '}',
    'vrrp_instance VI_1 {',
    '    interface eth0',
    '    virtual_router_id 51',
    '    priority 100',
    '    virtual_ipaddress {',
    '        192.168.1.100/24',
    '    }',
    '}',
    '',
  ].join('\n');

/** Seconds of the processor until a hover is answered that comes right after so many nodes were opened. */
async function secondsToHover(nodes: number): Promise<number> {
  const client = await languageClient(tempFolder());
  const start = process.cpuUsage();
  for (let index = 0; index < nodes; index++) {
    const uri = client.uriOf(`n${index}/keepalived.conf`);
    await client.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'keepalived', version: 1, text: conf(`n${index}`) },
    });
  }
  const hover = await client.request<Hover | null>('textDocument/hover', {
    textDocument: { uri: client.uriOf(`n${nodes - 1}/keepalived.conf`) },
    position: { line: 5, character: 6 },
  });
  const { user, system } = process.cpuUsage(start);
  expect(JSON.stringify(hover)).toContain('virtual_router_id');
  return (user + system) / 1e6;
}

test('a hover is answered while the nodes of one address are opened, however many they are', async () => {
  await secondsToHover(20);
  const [some, many] = [await secondsToHover(50), await secondsToHover(200)];
  // It was 39 s, and with every further node it was more: all that were open were judged again at each.
  expect(many).toBeLessThan(2.5);
  // Four times as many, with room for a busy machine.
  expect(many / Math.max(some, 0.1)).toBeLessThan(12);
}, 120_000);

test('what takes long waits for a pause that is as long, and is done once for all that comes before it', async () => {
  let times = 0;
  const long = soon(() => {
    times++;
    const end = performance.now() + 100;
    while (performance.now() < end);
  });
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  long.ask();
  await pause(10);
  expect(times).toBe(1);
  for (let time = 0; time < 6; time++) {
    long.ask();
    await pause(20);
  }
  // It was done after each.
  expect(times).toBe(1);
  await pause(300);
  expect(times).toBe(2);
});
