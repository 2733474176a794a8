import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Host } from '#cli/host.ts';
import { internalError, run } from '#cli/run.ts';
import { root, useBuiltProgram } from '../support/built.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

const host: Host = {
  cwd: root,
  columns: undefined,
  colour: false,
  readStdin: () => {
    throw new Error('no input here\nsecond line');
  },
};

describe('help', () => {
  test('lists the commands', async () => {
    const { exitCode, stdout } = await program.haconf(['--help']);
    expect(exitCode).toBe(0);
    for (const command of ['check', 'failover', 'topology', 'explain', 'lsp'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  test.each(['check', 'failover', 'topology', 'explain', 'lsp'])('of %s has a line for every flag', (command) => {
    const outcome = run([command, '--help'], host);
    expect(outcome).toMatchObject({ exitCode: 0 });
    expect(outcome).toHaveProperty('stdout', expect.stringMatching(new RegExp(`^Usage: haconf ${command}`)));
    expect(outcome).toHaveProperty('stdout', expect.stringContaining('  --help'));
  });

  test('is what one gets without a command, as an error', () => {
    expect(run([], host)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Usage: haconf COMMAND') });
  });

  test('has the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect((await program.haconf(['--version'])).stdout).toBe(`haconf ${version}\n`);
  });
});

describe('a slip gets the nearest known word', () => {
  test.each([
    [['chek'], 'unknown command "chek"; did you mean "check"?'],
    [['examples/pair'], 'unknown command "examples/pair"; did you mean "haconf check examples/pair"?'],
    [['--verison'], 'unknown flag "--verison"; did you mean "--version"?'],
    [['check', '--fromat', 'json'], 'unknown flag "--fromat"; did you mean "--format"?'],
    [['check', '-x'], 'unknown flag "-x"; "haconf check --help" lists the known ones'],
    [['check', '--format', 'jsno'], 'unknown value "jsno" for --format: known are text, json; did you mean "json"?'],
    [['check', '--format', 'sarif'], 'unknown value "sarif" for --format: known are text, json'],
    [['check', '--format'], '--format needs a value: --format text|json'],
    [['check', '--format', '--haproxy'], '--format needs a value: --format text|json'],
    [['check', '--only-program=yes'], '--only-program takes no value'],
    [['check', '--format', 'text', '--format', 'json'], '--format may be given only once'],
    [['check', '--max-warnings', 'few'], '"few" is not a number for --max-warnings'],
    [['check', '--language', 'nginx'], 'unknown value "nginx" for --language: known are haproxy, keepalived'],
    [['check', '--language', 'haproxy'], '--language is for one file, and "." is a folder'],
    [['failover', 'a', 'b'], '"haconf failover" takes one [PATH], not "a b"'],
    [['lsp', '--stdio', 'a'], '"haconf lsp" takes no argument, not "a"'],
    [['explain'], 'which rule? Give its id, such as cluster/priorities-equal'],
    [['lsp'], 'say how to speak: haconf lsp --stdio'],
  ])('%j', (words, message) => {
    expect(run(words, host)).toEqual({ exitCode: 2, stderr: `haconf: ${message}\n` });
  });
});

describe('haconf explain', () => {
  test('prints the page of every rule', async () => {
    const scopes = ['cluster', 'haproxy', 'keepalived'];
    for (const scope of scopes) {
      const folder = join(root, 'core/src/lint/rules', scope);
      const [page] = readdirSync(folder).filter((name) => name.endsWith('.md'));
      const { exitCode, stdout } = await program.haconf(['explain', `${scope}/${page?.replace('.md', '')}`]);
      expect(exitCode).toBe(0);
      expect(stdout).toBe(readFileSync(join(folder, page ?? ''), 'utf8'));
    }
  });

  test('takes a rule without its scope where only one has it', async () => {
    expect((await program.haconf(['explain', 'priorities-equal'])).stdout).toContain('# priorities-equal');
    const { exitCode, stderr } = await program.haconf(['explain', 'byte-order-mark']);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'haconf: "byte-order-mark" is ambiguous: haproxy/byte-order-mark, keepalived/byte-order-mark\n',
    );
  });

  test('knows what a slip meant, and no path outside', async () => {
    const slip = await program.haconf(['explain', 'cluster/priorities-equl']);
    expect(slip).toMatchObject({ exitCode: 2, stdout: '' });
    expect(slip.stderr).toBe(
      'haconf: unknown rule "cluster/priorities-equl"; did you mean "cluster/priorities-equal"?\n',
    );
    expect(await program.haconf(['explain', '../package'])).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('a mistake of ours', () => {
  test('is one line and exit code 70', () => {
    let caught: unknown;
    try {
      run(['check', '-'], host);
    } catch (error) {
      caught = error;
    }
    const outcome = internalError(caught, false);
    expect(outcome.exitCode).toBe(70);
    expect(outcome.stderr).toMatch(/^haconf: internal error: the command failed: Error at .*please report it.*\n$/);
    expect(internalError(caught, true).stderr).toContain('    at ');
  });
});

test('simulate says which daemon changes the outcome when it starts late', () => {
  const conf = (priority: number): string =>
    `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority ${priority}\n    virtual_ipaddress {\n        192.168.1.100\n    }\n}\n`;
  const node = (at: number, priority: number) => ({ ifs: { eth0: [`192.168.1.${at}/24`] }, conf: conf(priority) });
  const scenario = {
    nodes: { lb1: node(11, 101), lb2: node(12, 100) },
    events: [[0, 'start', 'lb1', 'lb2']],
    until: 8,
  };
  const cwd = tempFolder({ 'scenario.json': JSON.stringify(scenario) });
  const outcome = run(['simulate', 'scenario.json'], { ...host, cwd });
  expect(outcome).toMatchObject({ exitCode: 0 });
  expect(outcome === 'running' ? '' : outcome.stdout).toMatch(
    /^ +3\.\d{3} s {2}192\.168\.1\.100 is on lb1 \(unless lb1 starts 6\d ms later: then on lb2\)$/m,
  );
});

test('a reader that closes the pipe is no error', async () => {
  const child = spawn(process.execPath, [program.cli, 'failover', 'examples', '--max-faults', '3'], { cwd: root });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test.skipIf(!existsSync('/dev/full'))('a disk that is full is said, not hidden', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [program.cli, '--help'], {
    cwd: root,
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^haconf: cannot write the output: ENOSPC.*\n$/),
  });
});

test('a reader that takes its time gets all of a long report', async () => {
  const unknown = 4000;
  const cwd = tempFolder({ 'haproxy.cfg': `global\n${'    maxcon 1\n'.repeat(unknown)}` });
  const child = spawn(process.execPath, [program.cli, 'check'], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  // Nobody reads: the pipe is full, and the program has to wait.
  await delay(1500);
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  expect(await ended).toBe(1);
  expect(stdout.length).toBeGreaterThan(65_536);
  expect(stdout).toContain(`${unknown} errors in 1 file\n`);
}, 20_000);

test('the language server answers over standard input and output', async () => {
  const message = (body: object): string => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...body });
    return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  };
  const params = { processId: null, rootUri: null, capabilities: {} };
  const child = spawn(process.execPath, [program.cli, 'lsp', '--stdio', `--clientProcessId=${process.pid}`]);
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  // The end of its input would end it at once: it has to be open until the server has left by itself.
  child.stdin.write(message({ id: 1, method: 'initialize', params }));
  child.stdin.write(message({ id: 2, method: 'shutdown' }));
  child.stdin.write(message({ method: 'exit' }));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(stdout).toContain('"capabilities"');
  expect(code).toBe(0);
});
