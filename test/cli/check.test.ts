import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, useBuiltProgram } from '../support/built.ts';
import { tempFolder } from '../support/temp-folder.ts';

const { haconf } = useBuiltProgram();
const expected = (name: string): string => join(import.meta.dirname, 'expected', name);

describe('haconf check', () => {
  test('says nothing about a sound pair', async () => {
    expect(await haconf(['check', 'examples/pair'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  test.each([
    ['pair', 'json', 0],
    ['broken-pair', 'text', 1],
    ['broken-pair', 'json', 1],
  ])('prints examples/%s as %s', async (example, format, exitCode) => {
    const result = await haconf(['check', `examples/${example}`, '--format', format]);
    expect(result).toMatchObject({ exitCode, stderr: '' });
    await expect(result.stdout).toMatchFileSnapshot(expected(`check-${example}.${format}.snap`));
  });

  // The line of each mistake is looked up in the file, so that the example may grow.
  test.each([
    ['different-virtual-router-id', 'virtual-router-id-differs', 'virtual_router_id 52', 'virtual_router_id 51'],
    ['different-virtual-addresses', 'virtual-addresses-differ', 'virtual_ipaddress', '192.168.1.101'],
    ['unmanaged-bind-address', 'bind-address-unmanaged', 'bind 192.168.1.200', 'bind 192.168.1.200'],
    ['equal-priorities', 'priorities-equal', 'priority 100', 'priority 100'],
    ['weight-too-small', 'check-weight-too-small', 'weight 2', 'priority 100'],
  ])('names the mistake of broken-pair/%s and the place in the other file', async (folder, rule, here, there) => {
    const { stdout } = await haconf(['check', `examples/broken-pair/${folder}`]);
    const lines = stdout.split('\n');
    const index = lines.findIndex((line) => line.endsWith(`[cluster/${rule}]`));
    const [finding, other] = [placeIn(lines[index]), placeIn(lines[index + 1])];
    expect(finding.text).toContain(here);
    expect(other.text).toContain(there);
    expect(finding.node).not.toBe(other.node);
  });

  test('checks versions, and says so when it does not know them', async () => {
    const errors = await Promise.all(
      [
        ['--haproxy', '1.8'],
        ['--haproxy', 'latest'],
        ['--keepalived', '2'],
      ].map((flags) => haconf(['check', 'examples/pair', ...flags])),
    );
    expect(errors.map(({ exitCode, stderr }) => [exitCode, stderr.trim()])).toEqual([
      [2, 'haconf: --haproxy 1.8 is not supported: haconf knows 2.2 to 3.4'],
      [2, 'haconf: "latest" is not a version for --haproxy: give one such as 3.4'],
      [2, 'haconf: "2" is not a version for --keepalived: give one such as 2.4'],
    ]);
    const known = await haconf(['check', 'examples/pair', '--haproxy', '2.8.5', '--keepalived', '2.2.7']);
    expect(known.exitCode).toBe(0);
  });

  test('counts hints, and prints them when they are asked for', async () => {
    const start = 'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    prioritty 100\n';
    const text = `${start}    virtual_ipaddress {\n        192.168.1.100/24\n    }\n}\n`;
    const quiet = await haconf(['check', '-', '--language', 'keepalived'], { input: text });
    expect(quiet.stdout).not.toContain(': hint:');
    expect(quiet.stdout).toMatch(/; \d+ hints? more with --hints$/m);
    const all = await haconf(['check', '-', '--language', 'keepalived', '--hints'], { input: text });
    expect(all.stdout).toContain(': hint:');
  });

  test('fails on warnings when there are more than --max-warnings', async () => {
    const path = 'examples/broken-pair/equal-priorities';
    expect((await haconf(['check', path])).exitCode).toBe(0);
    expect((await haconf(['check', path, '--max-warnings', '1'])).exitCode).toBe(0);
    expect(await haconf(['check', path, '--max-warnings=0'])).toMatchObject({
      exitCode: 1,
      stderr: 'haconf: 1 warning, more than --max-warnings 0\n',
    });
  });

  test('leaves haconf’s own judgement out with --only-program', async () => {
    const { exitCode, stdout } = await haconf(['check', 'examples/broken-pair', '--only-program']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    const refused = await haconf(['check', '-', '--language', 'haproxy', '--only-program'], { input: 'bind :80\n' });
    expect(refused.stdout).toContain('[haproxy/keyword-outside-section]');
  });

  test('reads standard input as "-"', async () => {
    const input = 'vrrp_instance VI_1 {\n    interface eth0\n}\n';
    const guessed = await haconf(['check', '-'], { input });
    expect(guessed.exitCode).toBe(1);
    expect(guessed.stdout).toMatch(/^-:1:15: error: .* \[keepalived\/missing-virtual-router-id\]$/m);
    const unknown = await haconf(['check', '-'], { input: 'hello\n' });
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain('--language');
    expect(await haconf(['check', '-', 'examples/pair'], { input })).toMatchObject({ exitCode: 2 });
  });

  test('takes the language of a file from --language, from its name, or from its text', async () => {
    const cwd = tempFolder({
      'haproxy.cfg': 'global\n    maxconn 10\n',
      'rendered.out': 'vrrp_instance VI_1 {\n    interface eth0\n}\n',
    });
    const languages = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await haconf(['check', '--format', 'json', ...args], { cwd })).stdout).files.map(
        (file: { language: string }) => file.language,
      );
    expect(await languages('haproxy.cfg')).toEqual(['haproxy']);
    expect(await languages('rendered.out')).toEqual(['keepalived']);
    expect(await languages('rendered.out', '--language', 'haproxy')).toEqual(['haproxy']);
  });

  test('writes plain text into a pipe', async () => {
    const { stdout } = await haconf(['check', 'examples/broken-pair']);
    expect(stdout).not.toContain('\u001b');
    expect(stdout.split('\n').at(-2)).toMatch(/^\d errors, \d warnings in \d files$/);
  });
});

/** The line of a file that `PATH:LINE:COLUMN: …` names, with the node whose file it is. */
function placeIn(line: string | undefined): { node: string | undefined; text: string } {
  const [, path = '', number = ''] = /^\s*(\S+?):(\d+):\d+: /.exec(line ?? '') ?? [];
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return { node: path.split('/').at(-2), text: lines[Number(number) - 1] ?? '' };
}
