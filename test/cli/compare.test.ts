import { expect, test } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();
const text = 'global\n    nbproc 2\n    maxcon 1\n';

test('--compare prints only what changes between two versions', async () => {
  const cwd = tempFolder({ 'haproxy.cfg': text });
  const check = (...args: string[]) => program.haconf(['check', ...args], { cwd });
  const up = await check('--haproxy', '3.2', '--compare', '2.4');
  expect(up.stdout).toContain('haproxy.cfg:2:5: error:');
  expect(up.stdout).not.toContain('maxcon');
  expect(up.exitCode).toBe(1);
  const down = await check('--haproxy', '2.4', '--compare', '3.2', '--hints');
  expect(down.stdout).toContain('Reported by the other version only:\nhaproxy.cfg:2:5: error:');
  expect(down.exitCode).toBe(0);
  const json = JSON.parse((await check('--haproxy', '2.4', '--compare', '3.2', '--format', 'json')).stdout);
  expect(json.gone.map(({ rule }: { rule: string }) => rule)).toContain('haproxy/removed-keyword');
});

test('--compare says what it needs', async () => {
  const cwd = tempFolder({ 'haproxy.cfg': text });
  const stderr = async (...args: string[]) => {
    const result = await program.haconf(['check', ...args], { cwd });
    expect(result.exitCode).toBe(2);
    return result.stderr;
  };
  expect(await stderr('--compare', '2.4')).toContain('--compare needs the version to compare with');
  expect(await stderr('--haproxy', '3.2', '--compare', '9.9')).toContain('--compare 9.9 is not supported');
});

test('a version on the command line counts more than the comment of a file', async () => {
  const cwd = tempFolder({ 'haproxy.cfg': 'global\n    nbproc 2 # haconf: haproxy=2.4\n' });
  expect((await program.haconf(['check'], { cwd })).exitCode).toBe(0);
  expect((await program.haconf(['check', '--haproxy', '3.2'], { cwd })).exitCode).toBe(1);
});
