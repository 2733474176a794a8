import { afterEach, expect, test, vi } from 'vitest';
import type { Hover } from 'vscode-languageserver-types';
import { debounce } from '#server/debounce.ts';
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
  const some = await secondsToHover(50);
  // In how many pieces the files come depends on what else the machine does: the best of three counts.
  let many = await secondsToHover(200);
  for (let time = 0; time < 2 && many > 1; time++) many = Math.min(many, await secondsToHover(200));
  // It was 39 s, and with every further node it was more: all that were open were judged again at each.
  expect(many).toBeLessThan(2.5);
  // Four times as many, with room for a busy machine.
  expect(many / Math.max(some, 0.1)).toBeLessThan(12);
}, 120_000);

/** A clock that only moves when it is told: a busy machine makes pauses of its own. */
function stoppedClock(): { now: number; at(time: number, action: () => void): void; until(time: number): void } {
  const due: { readonly at: number; readonly action: () => void }[] = [];
  const clock = {
    now: 0,
    at(time: number, action: () => void): void {
      due.push({ at: time, action });
    },
    until(time: number): void {
      for (;;) {
        due.sort((a, b) => a.at - b.at);
        if ((due[0]?.at ?? Number.POSITIVE_INFINITY) > time) break;
        const next = due.shift();
        clock.now = Math.max(clock.now, next?.at ?? 0);
        next?.action();
      }
      clock.now = Math.max(clock.now, time);
    },
  };
  vi.spyOn(performance, 'now').mockImplementation(() => clock.now);
  vi.stubGlobal('setImmediate', (action: () => void) => due.push({ at: clock.now + 0.1, action }));
  vi.stubGlobal('setTimeout', (action: () => void, ms: number) => due.push({ at: clock.now + ms, action }));
  return clock;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('what takes long waits for a pause where much is asked for meanwhile, and is done once for all of it', () => {
  const clock = stoppedClock();
  let times = 0;
  const long = debounce(() => {
    times++;
    clock.now += 100;
  });
  // Whoever opens files does not wait: one every 20 ms.
  for (let file = 0; file < 30; file++) clock.at(20 * file, () => long.schedule());
  clock.until(2000);
  // The first, and then for many at once: without a pause they would be done after each five.
  expect(times).toBeLessThan(5);
  // A letter in one large file is told of at once, however long that takes.
  clock.at(3000, () => long.schedule());
  clock.until(3002);
  const before = times;
  clock.at(4000, () => long.schedule());
  clock.until(4002);
  expect(times).toBe(before + 1);
});

test('what takes a little waits as well where much is asked for at once', () => {
  const clock = stoppedClock();
  let times = 0;
  const little = debounce(() => {
    times++;
    clock.now += 20;
  });
  const askForMany = (): void => {
    for (let file = 0; file < 100; file++) {
      clock.until(clock.now + 0.3);
      little.schedule();
    }
  };
  askForMany();
  expect(times).toBe(1);
  askForMany();
  askForMany();
  // It was done after every twenty milliseconds.
  expect(times).toBeLessThan(3);
  clock.until(clock.now + 100);
  // A letter that is typed is told at once again.
  const before = times;
  little.schedule();
  clock.until(clock.now + 25);
  little.schedule();
  clock.until(clock.now + 25);
  expect(times).toBe(before + 2);
});
