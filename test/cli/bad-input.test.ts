import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';
import type { RunResult } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

/** Runs `haconf check`; whatever the input, it ends by itself, in an exit code of the contract, without a stack trace. */
async function check(cwd: string, ...args: string[]): Promise<RunResult> {
  const result = await program.haconf(['check', ...args], { cwd, timeoutMs: 15_000 });
  expect(`${result.stdout}${result.stderr}`).not.toMatch(/^\s+at .*:\d+|internal error/m);
  expect(result.timedOut).toBe(false);
  expect([0, 1, 2]).toContain(result.exitCode);
  return result;
}

const keepalived = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.168.1.100
    }
}
`;

describe('a path that cannot be used is wrong usage', () => {
  test('a missing path', async () => {
    const { exitCode, stdout, stderr } = await check(tempFolder(), 'nowhere/haproxy.cfg');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe('haconf: cannot read "nowhere/haproxy.cfg": there is no such file or folder\n');
  });

  test('a folder without configurations', async () => {
    const { exitCode, stderr } = await check(tempFolder({ 'notes.txt': 'hello', 'nginx.conf': 'events {}\n' }));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('haconf: no HAProxy or keepalived configuration in "."');
    expect(stderr).toContain('looked for haproxy*.cfg and keepalived*.conf');
  });

  test('a file by name that cannot be read', async () => {
    const cwd = tempFolder();
    symlinkSync('keepalived.conf', join(cwd, 'keepalived.conf'));
    const { exitCode, stderr } = await check(cwd, 'keepalived.conf');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('haconf: cannot read "keepalived.conf": its symbolic link leads back to itself\n');
  });

  test('a device', async () => {
    const { exitCode, stderr } = await check(tempFolder(), '/dev/zero');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('haconf: cannot read "/dev/zero": it is a device\n');
  });

  test('a text in no known language', async () => {
    const { exitCode, stderr } = await check(tempFolder({ 'notes.txt': 'hello\n' }), 'notes.txt');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cannot tell the language of "notes.txt"');
  });
});

describe('a file that cannot be checked is a finding', () => {
  test('an unreadable one in a folder, and the others are checked all the same', async () => {
    const cwd = tempFolder({ 'lb1/keepalived.conf': 'vrrp_instance VI_1 {\n}\n' });
    symlinkSync('gone.conf', join(cwd, 'keepalived.conf'));
    const { exitCode, stdout } = await check(cwd);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^keepalived\.conf:1:1: error: .*there is no such file or folder.* \[haconf\/unreadable-file\]$/m,
    );
    expect(stdout).toContain('[keepalived/missing-virtual-router-id]');
  });

  test('a binary one', async () => {
    const { exitCode, stdout } = await check(
      tempFolder({ 'haproxy.cfg': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]) }),
    );
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^haproxy\.cfg:1:1: error: .*NUL bytes.* \[haconf\/binary-file\]$/m);
  });

  test('one in UTF-16, which is named as such', async () => {
    const utf16 = Buffer.from(`\ufeff${keepalived}`, 'utf16le');
    expect((await check(tempFolder({ 'keepalived.conf': utf16 }))).stdout).toContain('UTF-16');
  });

  test('one that is too large', async () => {
    const cwd = tempFolder({ 'haproxy.cfg': 'global\n' });
    truncateSync(join(cwd, 'haproxy.cfg'), 65 * 1024 * 1024);
    // The rest of the file is zeros: the text before them has to fill the head.
    const text = tempFolder({ 'haproxy.cfg': '# a dump\n'.repeat(8_000_000) });
    expect((await check(cwd)).stdout).toContain('[haconf/binary-file]');
    expect((await check(text)).stdout).toMatch(/^haproxy\.cfg:1:1: error: .* 69 MB.* \[haconf\/too-large-file\]$/m);
  });

  test('is explained', async () => {
    for (const rule of ['unreadable-file', 'binary-file', 'too-large-file']) {
      const { exitCode, stdout } = await program.haconf(['explain', `haconf/${rule}`]);
      expect({ exitCode, title: stdout.split('\n')[0] }).toEqual({ exitCode: 0, title: `# ${rule}` });
    }
  });
});

describe('an unusual text is checked like any other', () => {
  test('a line of 5 MB', async () => {
    const long = { 'haproxy.cfg': `global\n    log ${'x'.repeat(5_000_000)}\n` };
    expect((await check(tempFolder(long))).exitCode).toBeLessThan(2);
    const words = { 'keepalived.conf': keepalived.replace('eth0', 'eth0 '.repeat(1_000_000)) };
    expect((await check(tempFolder(words))).exitCode).toBeLessThan(2);
  });

  test('carriage returns: the lines and columns stay', async () => {
    const wrong = keepalived.replace('    virtual_router_id 51\n', '');
    const plain = await check(tempFolder({ 'keepalived.conf': wrong }));
    const dos = await check(tempFolder({ 'keepalived.conf': wrong.replaceAll('\n', '\r\n') }));
    expect(plain.stdout).toMatch(/^keepalived\.conf:1:15: error/);
    expect(dos.stdout.split('\n')[0]).toBe(plain.stdout.split('\n')[0]);
  });

  test('a byte order mark is found, not stumbled over', async () => {
    const { stdout } = await check(tempFolder({ 'keepalived.conf': `\ufeff${keepalived}` }));
    expect(stdout).toMatch(/^keepalived\.conf:1:1: error: .* \[keepalived\/byte-order-mark\]$/m);
  });

  test('unbalanced braces are found where they are', async () => {
    const open = await check(tempFolder({ 'keepalived.conf': keepalived.replace(/\}\n$/, '') }));
    expect(open.stdout).toMatch(/^keepalived\.conf:1:1: error: .* \[keepalived\/unclosed-block\]$/m);
    const closed = await check(tempFolder({ 'keepalived.conf': `${keepalived}}\n` }));
    expect(closed.stdout).toMatch(/^keepalived\.conf:9:1: error: .* \[keepalived\/unexpected-closing-brace\]$/m);
  });

  test.each(['{', '}', '{\n', '}\n', '"', 'vrrp_instance A {\n', '@a b\n', '\\\n'])(
    'a quarter of a megabyte of %j ends in findings at most',
    async (piece) => {
      const text = piece.repeat(250_000 / piece.length);
      const result = await check(tempFolder({ 'keepalived.conf': text, 'haproxy.cfg': text }), '--max-warnings', '0');
      expect(result.exitCode).toBeLessThan(2);
    },
  );

  test('an empty file, and bytes that are no UTF-8', async () => {
    const latin1 = Buffer.from('# Gr\u00fc\u00dfe\nglobal\n    maxconn 10\n', 'latin1');
    expect((await check(tempFolder({ 'haproxy.cfg': latin1, 'keepalived.conf': '' }))).exitCode).toBe(0);
  });
});

describe('folders', () => {
  test('are searched, but for copies, build products and hidden ones', async () => {
    const broken = 'vrrp_instance VI_1 {\n}\n';
    const cwd = tempFolder({
      'a/keepalived.conf': broken,
      'a/deep/er/keepalived.conf': broken,
      'node_modules/p/keepalived.conf': broken,
      'dist/keepalived.conf': broken,
      '.git/keepalived.conf': broken,
      '.cache/keepalived.conf': broken,
    });
    const { stdout } = await check(cwd, '--format', 'json');
    const paths = JSON.parse(stdout).files.map((file: { path: string }) => file.path);
    expect(paths).toEqual(['a/deep/er/keepalived.conf', 'a/keepalived.conf']);
    const named = await check(cwd, '.cache', '--format', 'json');
    expect(JSON.parse(named.stdout).files).toHaveLength(1);
  });

  test('that are symbolic links are not followed, files that are, are', async () => {
    const cwd = tempFolder({ 'real/keepalived.conf': keepalived });
    symlinkSync('.', join(cwd, 'loop'));
    symlinkSync('real/keepalived.conf', join(cwd, 'keepalived.conf'));
    const { stdout } = await check(cwd, '--format', 'json');
    const paths = JSON.parse(stdout).files.map((file: { path: string }) => file.path);
    expect(paths).toEqual(['keepalived.conf', 'real/keepalived.conf']);
  });

  test('given twice are checked once', async () => {
    const cwd = tempFolder({ 'a/keepalived.conf': keepalived });
    const { stdout } = await check(cwd, 'a', './a/', 'a/keepalived.conf', '--format', 'json');
    expect(JSON.parse(stdout).files).toHaveLength(1);
  });
});
