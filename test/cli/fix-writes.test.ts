import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

const fixed = `defaults
    mode http
    timeout client 30s
    timeout connect 5s
    timeout server 30s

frontend fe
    bind :80
    default_backend be

backend be
    server s1 10.0.0.1:80
`;
/** Its last line has no end, which is mended. */
const broken = fixed.trimEnd();
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

/** A machine of a pair. With an `end` behind a value, which is taken away, the file becomes shorter in its middle. */
const keepalived = (machine: 1 | 2, end: string, comment = ''): string => `${comment}vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${200 - 50 * machine}
    authentication {
        auth_type PASS
        auth_pass secret${end}
    }
    unicast_src_ip 10.0.0.${machine}
    unicast_peer {
        10.0.0.${3 - machine}
    }
    virtual_ipaddress {
        10.0.0.100/24
    }
}
`;
const pair = (end: string, comment = ''): Record<string, string> => ({
  'lb1/keepalived.conf': keepalived(1, end, comment),
  'lb2/keepalived.conf': keepalived(2, end, comment),
});

const fix = (cwd: string, ...paths: string[]) => program.haconf(['check', '--fix', ...paths], { cwd });
const has = (name: string): boolean => spawnSync(name, ['--version']).error === undefined;
const isRoot = process.getuid?.() === 0;
/** Why a test cannot run here, as a part of its name. */
const needing = (what: Record<string, boolean>): { skip: boolean; why: string } => {
  const missing = Object.entries(what).filter(([, is]) => !is);
  const skip = missing.length > 0;
  return { skip, why: skip ? ` [skipped: needs ${missing.map(([name]) => name).join(', ')}]` : '' };
};

describe('haconf check --fix keeps', () => {
  const root = needing({ root: isRoot });
  test.skipIf(root.skip)(`owner, group and rights${root.why}`, async () => {
    for (const mode of [0o640, 0o600, 0o664, 0o2640, 0o644]) {
      const cwd = tempFolder({ 'haproxy.cfg': broken });
      const path = join(cwd, 'haproxy.cfg');
      chownSync(path, 1234, 2345);
      chmodSync(path, mode);
      expect((await fix(cwd)).stderr).toBe('haconf: haproxy.cfg: End the last line\n');
      expect(readFileSync(path, 'utf8')).toBe(fixed);
      const { uid, gid, mode: after } = statSync(path);
      expect([uid, gid, after & 0o7777]).toEqual([1234, 2345, mode]);
      expect(readdirSync(cwd)).toEqual(['haproxy.cfg']);
    }
  });

  const acl = needing({ setfacl: has('setfacl'), setfattr: has('setfattr') });
  test.skipIf(acl.skip)(`access lists and extended attributes${acl.why}`, async () => {
    const cwd = tempFolder({ 'haproxy.cfg': broken });
    const path = join(cwd, 'haproxy.cfg');
    const run = (command: string, ...args: string[]): string => {
      const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${command}: ${stderr}`);
      return stdout;
    };
    run('setfacl', '-m', 'u:4321:r,g:999:rw', path);
    run('setfattr', '-n', 'user.note', '-v', 'kept', path);
    const list = (): string =>
      run('getfacl', '-n', '-p', path) + run('getfattr', '-d', '-m', '-', '--absolute-names', path);
    const before = list();
    expect(before).toContain('user:4321:r--');
    expect(before).toContain('user.note="kept"');
    expect((await fix(cwd)).stderr).toBe('haconf: haproxy.cfg: End the last line\n');
    expect(readFileSync(path, 'utf8')).toBe(fixed);
    expect(list()).toBe(before);
  });

  test('hard links: all names have the new content', async () => {
    const cwd = tempFolder({ 'haproxy.cfg': broken, ...pair(';') });
    const names: [string, string][] = [
      ['haproxy.cfg', 'other-name'],
      ['lb1/keepalived.conf', 'second-name'],
      ['lb2/keepalived.conf', 'third-name'],
    ];
    for (const [name, other] of names) linkSync(join(cwd, name), join(cwd, other));
    const before = names.map(([name]) => statSync(join(cwd, name)).ino);
    const { stderr } = await fix(cwd);
    expect(stderr).not.toContain('not fixed');
    expect(names.map(([name]) => statSync(join(cwd, name)).ino)).toEqual(before);
    for (const [name, other] of names) {
      expect(statSync(join(cwd, name)).nlink).toBe(2);
      expect(readFileSync(join(cwd, other), 'utf8')).toBe(readFileSync(join(cwd, name), 'utf8'));
    }
    expect(readFileSync(join(cwd, 'other-name'), 'utf8')).toBe(fixed);
    expect(readFileSync(join(cwd, 'second-name'), 'utf8')).toBe(keepalived(1, ''));
    expect(readFileSync(join(cwd, 'third-name'), 'utf8')).toBe(keepalived(2, ''));
  });

  test('two names of one file below the folder, as links of both kinds', async () => {
    const cwd = tempFolder({ 'a/haproxy.cfg': broken });
    mkdirSync(join(cwd, 'b'));
    mkdirSync(join(cwd, 'c'));
    linkSync(join(cwd, 'a/haproxy.cfg'), join(cwd, 'b/haproxy.cfg'));
    symlinkSync('../a/haproxy.cfg', join(cwd, 'c/haproxy.cfg'));
    expect((await fix(cwd)).stderr).not.toContain('not fixed');
    expect(readFileSync(join(cwd, 'b/haproxy.cfg'), 'utf8')).toBe(fixed);
    expect(lstatSync(join(cwd, 'c/haproxy.cfg')).isSymbolicLink()).toBe(true);
  });

  test('line ends, the mark of UTF-8 and every byte that it does not mean', async () => {
    const comment = '# café – ✓\n';
    for (const mark of ['', '\ufeff']) {
      const cwd = tempFolder({ 'haproxy.cfg': mark + crlf(`${comment}${fixed}`).trimEnd() });
      await fix(cwd);
      expect(readFileSync(join(cwd, 'haproxy.cfg'), 'utf8')).toBe(mark + crlf(comment + fixed));
    }
    for (const bytes of ['# caf\xe9\n', '# \xff\xfe\n', '# \xed\xa0\x80\n', '# \xc0\x80\n']) {
      const whole = Buffer.concat([Buffer.from(bytes, 'latin1'), Buffer.from(broken)]);
      const cwd = tempFolder({ 'haproxy.cfg': whole });
      const { exitCode, stderr } = await fix(cwd);
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringContaining('haproxy.cfg is not fixed: it is not plain UTF-8'),
      ]);
      expect(readFileSync(join(cwd, 'haproxy.cfg'))).toEqual(whole);
    }
  });
});

describe('haconf check --fix does not write', () => {
  test('files that are read-only, also for root', async () => {
    const cwd = tempFolder({ 'haproxy.cfg': broken });
    const path = join(cwd, 'haproxy.cfg');
    for (const mode of [0o400, 0o444, 0o460]) {
      chmodSync(path, mode);
      const { exitCode, stderr } = await fix(cwd);
      expect(stderr).toBe('haconf: haproxy.cfg is not fixed: it is read-only\n');
      expect(exitCode).toBe(1);
      expect(readFileSync(path, 'utf8')).toBe(broken);
    }
  });

  test('what a symbolic link names outside of the folder', async () => {
    const cwd = tempFolder({ 'outside.cfg': broken, 'in/real/haproxy.cfg': broken });
    symlinkSync('../outside.cfg', join(cwd, 'in/haproxy.cfg'));
    symlinkSync('../../in/real', join(cwd, 'in/linked'));
    symlinkSync('real/haproxy.cfg', join(cwd, 'in/haproxy-2.cfg'));
    for (const given of [['in'], ['in/haproxy.cfg'], ['in/haproxy.cfg', 'in/real']]) {
      const { exitCode, stderr } = await fix(cwd, ...given);
      expect(stderr).toContain('in/haproxy.cfg is not fixed: a symbolic link leads to ');
      expect(exitCode).toBe(1);
      expect(readFileSync(join(cwd, 'outside.cfg'), 'utf8')).toBe(broken);
      expect(lstatSync(join(cwd, 'in/haproxy.cfg')).isSymbolicLink()).toBe(true);
    }
    // Inside, it is followed and stays a link.
    expect(readFileSync(join(cwd, 'in/real/haproxy.cfg'), 'utf8')).toBe(fixed);
    expect(lstatSync(join(cwd, 'in/haproxy-2.cfg')).isSymbolicLink()).toBe(true);
    // A folder that is given by a link is the folder that was meant.
    symlinkSync('in/real', join(cwd, 'given'));
    writeFileSync(join(cwd, 'in/real/haproxy.cfg'), broken);
    await fix(cwd, 'given');
    expect(readFileSync(join(cwd, 'in/real/haproxy.cfg'), 'utf8')).toBe(fixed);
  });
});

describe('the program that copies rights and attributes', () => {
  /** Runs the program with another `cp`. */
  const withCp = (cwd: string, script: string) => {
    const bin = tempFolder({ cp: `#!/bin/sh\n${script}\n` });
    chmodSync(join(bin, 'cp'), 0o755);
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
    return spawnSync(process.execPath, [program.cli, 'check', '--fix'], { cwd, env, encoding: 'utf8' });
  };

  test.skipIf(process.platform !== 'linux')('finds an empty file that is open to nobody else', () => {
    const cwd = tempFolder({ 'haproxy.cfg': broken });
    chmodSync(join(cwd, 'haproxy.cfg'), 0o604);
    const log = join(tempFolder(), 'log');
    withCp(cwd, `stat -L -c '%a %s' /dev/fd/4 > ${log}; exec /bin/cp "$@"`);
    expect(readFileSync(log, 'utf8')).toBe('600 0\n');
    expect(readFileSync(join(cwd, 'haproxy.cfg'), 'utf8')).toBe(fixed);
    expect(statSync(join(cwd, 'haproxy.cfg')).mode & 0o777).toBe(0o604);
  });

  test.each(['exit 1', 'exit 0'])('may be unable to: then the file itself is written (%s)', (script) => {
    const cwd = tempFolder({ 'haproxy.cfg': broken });
    const path = join(cwd, 'haproxy.cfg');
    chmodSync(path, 0o604);
    const { ino } = statSync(path);
    expect(withCp(cwd, script).stderr).toBe('haconf: haproxy.cfg: End the last line\n');
    expect(readFileSync(path, 'utf8')).toBe(fixed);
    expect([statSync(path).ino, statSync(path).mode & 0o777]).toEqual([ino, 0o604]);
    expect(readdirSync(cwd)).toEqual(['haproxy.cfg']);
  });

  test('may take so long that the file changes meanwhile', () => {
    const cwd = tempFolder({ 'haproxy.cfg': broken });
    const { status, stderr } = withCp(cwd, `echo '# more' >> haproxy.cfg; exec /bin/cp "$@"`);
    expect([status, stderr]).toEqual([1, 'haconf: haproxy.cfg is not fixed: it has changed meanwhile\n']);
    expect(readFileSync(join(cwd, 'haproxy.cfg'), 'utf8')).toBe(`${broken}# more\n`);
  });
});

/** Kills the program after so many ms, with its whole process group. Returns whether it was alive then. */
async function killedAfter(ms: number, cwd: string): Promise<{ readonly killed: boolean; readonly ranMs: number }> {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program.cli, 'check', '--fix', '.'], {
      cwd,
      detached: true,
      stdio: 'ignore',
    });
    const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), ms);
    child.on('exit', (_, signal) => {
      clearTimeout(timer);
      resolve({ killed: signal === 'SIGKILL', ranMs: performance.now() - start });
    });
  });
}

/** Whether a process works in a folder: what a run began in a process of its own outlives the run. */
function isWorkedIn(folder: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false;
      }
    });
}

describe('a kill at any moment', () => {
  // Several pages, so that no single step of the system writes all of it.
  const comment = '# A line that says nothing at all, and says it at some length.\n'.repeat(2000);

  test.each([
    ['of a file with one name', false],
    ['of a file with hard links', true],
  ])('leaves the old or the new content %s', { timeout: 180_000 }, async (_, linked) => {
    const old = pair(';', comment);
    const whole = pair('', comment);
    const cwd = tempFolder(old);
    const names = Object.keys(old);
    const prepare = (): void => {
      for (const name of names) {
        rmSync(join(cwd, name), { force: true });
        writeFileSync(join(cwd, name), old[name] ?? '', { mode: 0o640 });
        if (linked) {
          rmSync(join(cwd, `${name}.link`), { force: true });
          linkSync(join(cwd, name), join(cwd, `${name}.link`));
        }
      }
    };
    const seen = { old: 0, new: 0, killed: 0 };
    prepare();
    const start = performance.now();
    expect((await fix(cwd, '.')).stderr).not.toContain('not fixed');
    let whileRuns = performance.now() - start;
    const rounds = linked ? 20 : 40;
    for (let round = 0; round < rounds; round++) {
      prepare();
      // The last part of a run, where files are written.
      const { killed, ranMs } = await killedAfter(whileRuns * (0.4 + (0.7 * round) / rounds), cwd);
      if (killed) seen.killed++;
      // Other programs may have slowed down the run that was measured: the kills shall come before the end.
      else whileRuns = Math.min(whileRuns, ranMs);
      // What was begun by a process of its own comes to its end.
      if (existsSync('/proc')) await expect.poll(() => isWorkedIn(realpathSync(cwd)), { timeout: 30_000 }).toBe(false);
      else await new Promise((resolve) => setTimeout(resolve, 1000));
      for (const name of names) {
        const text = readFileSync(join(cwd, name), 'utf8');
        expect([old[name], whole[name]], `${name} after ${round}`).toContain(text);
        if (text === old[name]) seen.old++;
        else seen.new++;
        expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o640);
      }
    }
    expect(seen.killed).toBeGreaterThan(5);
    expect(seen.old).toBeGreaterThan(0);
    // What a killed run left beside the file goes with the next one.
    for (const name of readdirSync(join(cwd, 'lb1'))) {
      if (name.startsWith('.')) utimesSync(join(cwd, 'lb1', name), 1, 1);
    }
    prepare();
    await fix(cwd, '.');
    expect(readFileSync(join(cwd, 'lb1/keepalived.conf'), 'utf8')).toBe(whole['lb1/keepalived.conf']);
    expect(readdirSync(join(cwd, 'lb1')).filter((name) => name.startsWith('.') && !linked)).toEqual([]);
  });
});
