import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';
import { makeOddFiles, noOddFiles, oddFiles } from '../support/odd-files.ts';
import { type RunResult, run } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

const keepalived = 'vrrp_instance VI_1 {\n}\n';

/** Runs a line of a shell in which `haconf` is the program. */
function shell(line: string, cwd: string): Promise<RunResult> {
  const command = `haconf() { "${process.execPath}" "${program.cli}" "$@"; }; ${line}`;
  return run('bash', ['-c', command], { cwd, timeoutMs: 15_000 });
}

const name = 'what is named like a configuration and is none';
const suite = noOddFiles === undefined ? describe : describe.skip;
suite(noOddFiles === undefined ? name : `${name} [skipped: ${noOddFiles}]`, () => {
  test('is said, each thing once, and the rest is checked', async () => {
    const cwd = tempFolder({ 'lb1/keepalived.conf': keepalived });
    makeOddFiles(cwd);
    const { exitCode, stdout, timedOut } = await program.haconf(['check'], { cwd, timeoutMs: 15_000 });
    expect({ exitCode, timedOut }).toEqual({ exitCode: 1, timedOut: false });
    const lines = stdout.split('\n');
    for (const { name, rule, message } of oddFiles) {
      const own = lines.filter((line) => line.startsWith(`haproxy-${name}.cfg:1:1: error: `));
      expect(own).toEqual([expect.stringMatching(message)]);
      expect(own[0]).toContain(`[${rule}]`);
    }
    // A folder may be called like a configuration.
    expect(stdout).toContain('haproxy.cfg/haproxy.cfg:2:');
    expect(stdout).toContain('lb1/keepalived.conf:1:');
  });

  test('is refused when it is given by name', async () => {
    const cwd = tempFolder();
    makeOddFiles(cwd);
    for (const { name, message } of oddFiles) {
      if (name === 'sparse' || name.includes('folder') || name.includes('pipe') || name === 'dead-link') continue;
      const { exitCode, stderr, timedOut } = await program.haconf(['check', `haproxy-${name}.cfg`], {
        cwd,
        timeoutMs: 15_000,
      });
      expect({ name, exitCode, timedOut }).toEqual({ name, exitCode: 2, timedOut: false });
      if (name !== 'memory') expect(stderr).toMatch(message);
    }
  });

  test('a pipe that is given by name is read, unless nobody writes to it', async () => {
    const cwd = tempFolder({ 'keepalived.conf': keepalived });
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const flags = '--language keepalived';
    const given = [
      `cat keepalived.conf | haconf check - ${flags}`,
      `cat keepalived.conf | haconf check /dev/stdin ${flags}`,
      `haconf check /dev/stdin ${flags} < keepalived.conf`,
      `haconf check <(sleep 0.2; cat keepalived.conf) ${flags}`,
      `(sleep 0.2; cat keepalived.conf > pipe) & haconf check pipe ${flags}`,
    ];
    for (const line of given) {
      const { exitCode, stdout } = await shell(line, cwd);
      expect({ line, exitCode }).toEqual({ line, exitCode: 1 });
      expect(stdout).toContain('[keepalived/missing-virtual-router-id]');
    }
    const { exitCode, stderr } = await shell('haconf check pipe', cwd);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'haconf: cannot read "pipe": nobody wrote to this pipe for 10 seconds\n',
    });
  });

  test('standard input without an end, or without a text, is not waited for', async () => {
    const endless = await shell('yes | haconf check -', tempFolder());
    expect(endless.exitCode).toBe(1);
    expect(endless.stdout).toContain('[haconf/too-large-file]');
    const folder = await shell('haconf check - < /', tempFolder());
    expect(folder).toMatchObject({ exitCode: 2, stderr: 'haconf: cannot read standard input: it is a folder\n' });
    const zeros = await shell('haconf check - < /dev/zero', tempFolder());
    expect(zeros.stdout).not.toBe('');
    expect(zeros.exitCode).toBe(1);
  });

  test('a scenario is no device either', async () => {
    const { exitCode, stderr } = await program.haconf(['simulate', '/dev/zero'], { timeoutMs: 15_000 });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'haconf: "/dev/zero": it cannot be read: it is a device\n',
    });
  });

  test('names that are no UTF-8 are told as such', async () => {
    const cwd = tempFolder();
    for (const bytes of [Buffer.from('haproxy-\xff.cfg', 'latin1'), Buffer.from('\xfe.d', 'latin1')]) {
      const path = Buffer.concat([Buffer.from(`${cwd}/`), bytes]);
      if (bytes.includes('cfg')) writeFileSync(path, 'global\n');
      else mkdirSync(path);
    }
    const { exitCode, stdout } = await program.haconf(['check'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout.match(/its name is not UTF-8 text/g)).toHaveLength(2);
  });

  test('a folder that is gone is one line, and help is there all the same', async () => {
    const cwd = tempFolder();
    mkdirSync(join(cwd, 'gone'));
    const lost = await shell('rmdir "$PWD"; haconf check; echo "ended $?"; haconf --version', join(cwd, 'gone'));
    expect(lost.stderr).toBe('haconf: the current folder is gone or may not be looked at: change to another one\n');
    expect(lost.stdout).toMatch(/^ended 2\nhaconf \d/);
  });
});

test('every problem of a file is explained', async () => {
  for (const rule of ['not-a-regular-file', 'changing-file', 'slow-file', 'too-many-files']) {
    const { exitCode, stdout } = await program.haconf(['explain', `haconf/${rule}`]);
    expect({ exitCode, title: stdout.split('\n')[0] }).toEqual({ exitCode: 0, title: `# ${rule}` });
  }
});
