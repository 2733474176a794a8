import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Gate, openGate } from '../tools/embedded-vscode/gate.mjs';
import { tempFolder } from './support/temp-folder.ts';

/** A gate with a server behind it that says what reached it, and echoes on web sockets. */
async function gateWithServer(): Promise<Gate & { readonly secret: string; readonly reached: string[] }> {
  const socket = join(tempFolder(), 's');
  const reached: string[] = [];
  const server = createServer((inner, answer) => {
    reached.push(`${inner.method} ${inner.url}`);
    inner.pipe(answer.writeHead(200, { 'X-Behind': 'yes' }));
  });
  server.on('upgrade', (inner, stream) => {
    reached.push(`upgrade ${inner.url}`);
    stream.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    stream.pipe(stream);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const gate = await openGate(socket);
  onTestFinished(() => {
    gate.close();
    server.close();
    server.closeAllConnections();
  });
  return { ...gate, secret: new URL(gate.url).pathname.slice(1), reached };
}

function ask(
  gate: Gate,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<{ status: number | undefined; text: string; headers: IncomingMessage['headers'] }> {
  return new Promise((resolve, reject) => {
    const [host, port] = gate.authority.split(':');
    const options = { host, port, path, headers: { Host: gate.authority, ...headers }, method: body ? 'POST' : 'GET' };
    const asked = request(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text, headers: answer.headers }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** The first line that is answered to the beginning of a web socket, and what comes back of some bytes. */
function upgrade(gate: Gate, path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = Object.entries({ Host: gate.authority, Connection: 'Upgrade', Upgrade: 'websocket', ...headers });
    const stream = connect(Number(gate.authority.split(':')[1]), '127.0.0.1', () => {
      stream.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    });
    let all = '';
    stream.setEncoding('utf8').on('data', (part: string) => {
      all += part;
      if (all.endsWith('\r\n\r\n') && all.startsWith('HTTP/1.1 101')) stream.write('ping');
      if (all.endsWith('ping')) stream.end();
    });
    stream.on('error', reject);
    stream.on('close', () => resolve(all.replace(/\r\n.*\r\n\r\n/s, ' ')));
  });
}

test('the gate opens to its secret, and hands on what is asked behind it', async () => {
  const gate = await gateWithServer();
  const { secret, authority } = gate;
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await ask(gate, `/${secret}/a?b=c`, {}, 'text')).toMatchObject({
    status: 200,
    text: 'text',
    headers: { 'x-behind': 'yes', 'referrer-policy': 'no-referrer' },
  });
  await ask(gate, `/${secret}?x`, { Origin: `http://${authority}` });
  await ask(gate, `/${secret}`);
  expect(await upgrade(gate, `/${secret}/ws?y`, { Origin: `http://${authority}` })).toBe(
    'HTTP/1.1 101 Switching Protocols ping',
  );
  expect(gate.reached).toEqual(['POST /a?b=c', 'GET /?x', 'GET /', 'upgrade /ws?y']);
  expect((await gateWithServer()).secret).not.toBe(secret);
});

test('the gate is closed to all else', async () => {
  const gate = await gateWithServer();
  const { secret, authority } = gate;
  const port = authority.split(':')[1];
  const wrong = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
  const paths = ['/', `/${wrong}/`, `/${secret}x/`, `//${secret}/`, `/x/${secret}/`, `/?${secret}`, `/./${secret}/`];
  for (const path of [...paths, `http://${authority}/${secret}/`]) {
    expect((await ask(gate, path)).status, path).toBe(403);
    expect(await upgrade(gate, path, { Origin: `http://${authority}` }), path).toBe('HTTP/1.1 403 Forbidden ');
  }
  const headers = [
    { Host: `evil.example:${port}` },
    { Host: '127.0.0.1' },
    { Host: `127.0.0.1.evil.example:${port}` },
    { Origin: 'http://evil.example' },
    { Origin: `http://127.0.0.1:${Number(port) + 1}` },
    { Origin: `https://${authority}` },
    { Origin: 'null' },
  ];
  for (const own of headers) {
    const answer = await ask(gate, `/${secret}/`, own);
    expect([answer.status, answer.text.includes(secret)], JSON.stringify(own)).toEqual([403, false]);
    expect(await upgrade(gate, `/${secret}/`, own), JSON.stringify(own)).toBe('HTTP/1.1 403 Forbidden ');
  }
  expect(gate.reached).toEqual([]);
});

test('it lives on the loopback interface, and no longer than it is to', async () => {
  const gate = await gateWithServer();
  expect(gate.authority).toMatch(/^127\.0\.0\.1:\d+$/);
  gate.close();
  await expect(ask(gate, '/')).rejects.toThrow();
});

const root = join(import.meta.dirname, '..');
const locks = [
  'package-lock.json',
  'tools/embedded-vscode/package-lock.json',
  'tools/embedded-vscode/parts/package-lock.json',
];

test.each(locks)('%s: every package is known by its content, and none by an address', (file) => {
  const { packages } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
    packages: Record<string, { integrity?: string; resolved?: string; link?: boolean; inBundle?: boolean }>;
  };
  const all = Object.entries(packages).filter(([path]) => path !== '');
  expect(all.length).toBeGreaterThan(100);
  const without = all.filter(([, entry]) => !/^sha512-[\w+/]{86}==$/.test(entry.integrity ?? ''));
  expect(without.map(([path]) => path)).toEqual([]);
  expect(all.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

const user = process.getuid?.() === 0 && existsSync('/usr/bin/setpriv') ? '' : ' [skipped: needs root and setpriv]';
test.skipIf(user !== '')(`another user of the machine gets in neither here nor at the socket${user}`, async () => {
  const gate = await gateWithServer();
  const folder = tempFolder();
  const server = createServer((_, answer) => answer.end('in'));
  await new Promise<void>((resolve) => server.listen(join(folder, 's'), resolve));
  onTestFinished(() => void server.close());
  const script = (target: string): string =>
    `require('http').get(${target}, (a) => console.log(a.statusCode)).on('error', (e) => console.log(e.code))`;
  const as = (id: number, target: string): Promise<string> =>
    new Promise((resolve) => {
      const args = ['--reuid', `${id}`, '--regid', `${id}`, '--clear-groups', process.execPath, '-e', script(target)];
      const child = spawn('setpriv', args, { cwd: '/' });
      child.stdout.on('data', (part) => resolve(String(part).trim()));
    });
  expect(await as(12345, JSON.stringify(`http://${gate.authority}/`))).toBe('403');
  expect(await as(12345, JSON.stringify({ socketPath: join(folder, 's') }))).toBe('EACCES');
  expect(await as(0, JSON.stringify({ socketPath: join(folder, 's') }))).toBe('200');
});
