import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { LatestRun } from '#server/latest-run.ts';
import { removeAbandonedFolders } from '#server/private-folder.node.ts';
import { runProgram } from '#server/programs.node.ts';
import { useBuiltProgram } from '../support/built.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();
const text = 'defaults\n    timeout client 3s\n    timeout server 3s\n    timeout connect 3s\n';

/** A program that refuses to end, and so does what it starts; both write down who they are. */
const stubborn = (pids: string): string[] => [
  ...['sh', '-c', `trap "" TERM HUP; echo $$ >> ${pids}; (trap "" TERM HUP; sleep 60) & echo $! >> ${pids}; wait`],
  ...['sh', '{file}'],
];

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // What has ended and was not asked for yet is still there.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const running = (file: string): number[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number).filter(isRunning) : [];

/** A program that does not end, with a child that leaves its group; both write down who they are. */
const withDaemon = (pids: string): string[] => [
  ...['sh', '-c', `echo $$ >> ${pids}; setsid sh -c 'echo $$ >> ${pids}; exec sleep 60' & sleep 60`],
];

/** A process with the mark of another run. */
function bystander(): number {
  const child = spawn('setsid', ['sleep', '60'], { stdio: 'ignore', env: { ...process.env, HACONF_RUN: 'another' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

/** The server as an editor starts it, with an open document that is saved once. */
async function savedOnce(command: readonly string[], options: { readonly clientProcess?: number } = {}) {
  const folder = tempFolder({ 'haproxy.cfg': text });
  const temporary = tempFolder();
  const server = spawn(process.execPath, [program.cli, 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  const client = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const messages: string[] = [];
  client.onNotification('window/showMessage', ({ message }: { message: string }) => void messages.push(message));
  client.onError(() => {});
  client.listen();
  const initialize = {
    processId: options.clientProcess ?? null,
    rootUri: pathToFileURL(folder).href,
    capabilities: {},
    initializationOptions: { haproxy: { command } },
  };
  await client.sendRequest('initialize', initialize);
  await client.sendNotification('initialized', {});
  const uri = pathToFileURL(join(folder, 'haproxy.cfg')).href;
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'haproxy', version: 1, text },
  });
  const save = () => client.sendNotification('textDocument/didSave', { textDocument: { uri } });
  await save();
  return { server, client, messages, temporary, folder, save, uri };
}

const ends: Record<string, (server: ChildProcess, client: ReturnType<typeof createProtocolConnection>) => unknown> = {
  'is shut down': async (_, client) => {
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
  },
  'loses its input': (server) => server.stdin?.end(),
  'is ended by SIGTERM': (server) => server.kill('SIGTERM'),
  'is ended by SIGINT': (server) => server.kill('SIGINT'),
  'is ended by SIGHUP': (server) => server.kill('SIGHUP'),
  'is killed': (server) => server.kill('SIGKILL'),
};

describe('when the server', () => {
  test.each(Object.entries(ends))('%s, its programs end and their files go', async (_, end) => {
    const pids = join(tempFolder(), 'pids');
    const { server, client, temporary } = await savedOnce(stubborn(pids));
    await expect.poll(() => running(pids).length, { timeout: 10_000 }).toBe(2);
    expect(readdirSync(temporary)).toHaveLength(1);
    await end(server, client);
    await expect.poll(() => running(pids), { timeout: 10_000 }).toEqual([]);
    await expect.poll(() => readdirSync(temporary), { timeout: 10_000 }).toEqual([]);
  });

  test.runIf(process.platform === 'linux').each(Object.entries(ends))(
    '%s, what has left the group of its programs ends',
    async (_, end) => {
      const pids = join(tempFolder(), 'pids');
      const other = bystander();
      const { server, client } = await savedOnce(withDaemon(pids));
      await expect.poll(() => running(pids).length, { timeout: 10_000 }).toBe(2);
      await end(server, client);
      await expect.poll(() => running(pids), { timeout: 10_000 }).toEqual([]);
      expect(isRunning(other)).toBe(true);
    },
  );
});

test('commands that cannot be started are messages, and the server lives', async () => {
  for (const [command, said] of [
    [['', '{file}'], 'its first word, the program, is empty'],
    [['  '], 'its first word, the program, is empty'],
    [['true', 'a\0b'], 'one of its words holds a NUL character'],
    [['tr\0ue'], 'one of its words holds a NUL character'],
    [['/no/such/program', '{file}'], 'there is no such program'],
    [['/etc/passwd/program'], 'there is no such program'],
    [['/etc/passwd'], 'it may not be run: permission denied'],
    [['/etc'], 'it may not be run: permission denied'],
    [['true', 'x'.repeat(3_000_000)], 'it is too long'],
    [['x'.repeat(5000)], 'too long'],
  ] as const) {
    const { client, messages } = await savedOnce(command);
    await expect.poll(() => messages, { timeout: 10_000 }).toEqual([expect.stringContaining(said)]);
    expect(messages[0]?.length).toBeLessThan(500);
    // It still answers.
    expect(await client.sendRequest('haconf/clusters')).toEqual([]);
  }
}, 60_000);

describe('a program', () => {
  const beside = pathToFileURL(join(import.meta.dirname, 'x.cfg')).href;
  const ask = (command: readonly string[], limitMs = 10_000, from = beside) =>
    runProgram({ command, text: 'global\n', beside: from, limitMs });

  test('runs in a folder; one that is gone is said to be', async () => {
    expect(await ask(['true'], 1000, 'file:///no/such/folder/haproxy.cfg')).toEqual({
      error: 'cannot be started: it runs in the folder /no/such/folder, which is not there',
    });
  });

  test('that left a process of another group behind, which keeps the output open, holds nobody up', async () => {
    const start = performance.now();
    expect(await ask(['sh', '-c', 'setsid sleep 30 & echo said'])).toEqual({ output: 'said\n' });
    expect(await ask(['sh', '-c', 'setsid sleep 30 & sleep 30'], 300)).toEqual({ error: 'did not end within 0.3 s' });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('is asked to end before it is killed', async () => {
    const mark = join(tempFolder(), 'asked');
    await ask(['sh', '-c', `trap "echo asked > ${mark}; exit" TERM; sleep 30 & wait`], 300);
    expect(readFileSync(mark, 'utf8')).toBe('asked\n');
  });

  test('takes along what it started, also when it ends by itself', async () => {
    const pids = join(tempFolder(), 'pids');
    expect(await ask(stubborn(pids), 500)).toEqual({ error: 'did not end within 0.5 s' });
    await expect.poll(() => running(pids)).toEqual([]);
    await ask(['sh', '-c', `sleep 30 > /dev/null 2>&1 & echo $! > ${pids}`]);
    await expect.poll(() => running(pids)).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('that does not end takes along what has left its group', async () => {
    const pids = join(tempFolder(), 'pids');
    const other = bystander();
    expect(await ask(withDaemon(pids), 1000)).toEqual({ error: 'did not end within 1 s' });
    expect(readFileSync(pids, 'utf8').trim().split('\n')).toHaveLength(2);
    await expect.poll(() => running(pids), { timeout: 10_000 }).toEqual([]);
    expect(isRunning(other)).toBe(true);
  });

  test('that writes without end is ended', async () => {
    const start = performance.now();
    const result = await ask(['sh', '-c', 'yes'], 60_000);
    expect('output' in result ? result.output.length : 0).toBe(1_000_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

test('only what is ours, old and a folder is removed of what was left', () => {
  const parent = tempFolder({ 'outside/kept.cfg': '', 'haconf-checked-abcde3': 'a file', 'haconf-other-abcdef/x': '' });
  const names = ['haconf-checked-abcde1', 'haconf-checked-abcde2', 'haconf-checked-abcdefg'];
  for (const name of names) {
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, 'checked.cfg'), '');
  }
  symlinkSync(join(parent, 'outside'), join(parent, 'haconf-checked-abcde4'));
  symlinkSync(join(parent, 'outside'), join(parent, 'haconf-checked-abcde1', 'link'));
  const now = Date.now();
  const old = new Date(now - 2 * 60 * 60 * 1000);
  for (const name of [...names.filter((name) => !name.endsWith('2')), 'haconf-checked-abcde3', 'outside']) {
    utimesSync(join(parent, name), old, old);
  }
  removeAbandonedFolders(now, parent);
  expect(readdirSync(parent).sort()).toEqual([
    'haconf-checked-abcde2',
    'haconf-checked-abcde3',
    'haconf-checked-abcde4',
    'haconf-checked-abcdefg',
    'haconf-other-abcdef',
    'outside',
  ]);
  expect(readdirSync(join(parent, 'outside'))).toEqual(['kept.cfg']);
});

test('one program runs for a document, and the newest save waits', async () => {
  const log = join(tempFolder(), 'log');
  const script = `echo start >> ${log}; cat | wc -c >> ${log}; sleep 0.5; echo end >> ${log}`;
  const { client, save, uri } = await savedOnce(['sh', '-c', script]);
  const lines = (): string[] => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
  await expect.poll(() => lines()[0], { timeout: 10_000 }).toBe('start');
  for (let version = 2; version <= 50; version++) {
    const contentChanges = [{ text: `${text}# ${'x'.repeat(version)}\n` }];
    await client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    await save();
  }
  await client.sendRequest('haconf/clusters');
  await expect.poll(() => lines().length, { timeout: 10_000 }).toBe(6);
  // Time for a third one to come, were there one.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const [first, newest] = [text.length, text.length + '# \n'.length + 50].map(String);
  expect(lines()).toEqual(['start', first, 'end', 'start', newest, 'end']);
});

test('saving many documents at once starts a few programs at a time', async () => {
  const runs = new LatestRun(4);
  let now = 0;
  let most = 0;
  const job = async (): Promise<number> => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return now--;
  };
  const all = await Promise.all(Array.from({ length: 30 }, (_, index) => runs.run(`${index}`, job)));
  expect(all).toHaveLength(30);
  expect(all.every((answer) => answer !== undefined)).toBe(true);
  expect(most).toBe(4);
  // One that fails takes no room for ever.
  const failing = Array.from({ length: 5 }, (_, index) =>
    runs.run(`${index}`, () => Promise.reject(new Error('failed'))),
  );
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  expect(await runs.run('0', job)).toBe(1);
});
