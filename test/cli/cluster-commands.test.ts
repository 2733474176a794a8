import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = useBuiltProgram();

const keepalived =
  'vrrp_instance V {\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        10.0.0.1\n    }\n}\n';
const haproxy = (port: number): string =>
  `# lines in another order mean the same\nfrontend web\n    mode http\n    bind :${port}\n    default_backend app\nbackend app\n    mode http\n    server s1 10.1.0.1:80 check\n`;

const pair = (ports: [number, number]): Record<string, string> => ({
  'lb1/keepalived.conf': keepalived,
  'lb1/haproxy.cfg': haproxy(ports[0]),
  'lb2/keepalived.conf': keepalived,
  'lb2/haproxy.cfg': haproxy(ports[1]),
});

describe('haconf diff', () => {
  test('shows what differs, with both places', async () => {
    const cwd = tempFolder(pair([80, 8080]));
    const { exitCode, stdout } = await program.haconf(['diff'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toBe(`lb1+lb2: lb1, lb2
  frontend web
    bind :8080
      lb1: –
      lb2: :8080  lb2/haproxy.cfg:4
    bind :80
      lb1: :80  lb1/haproxy.cfg:4
      lb2: –
`);
    const json = JSON.parse((await program.haconf(['diff', '--format', 'json'], { cwd })).stdout);
    expect(json.clusters[0].differences[0]).toEqual({
      kind: 'bind',
      section: 'frontend web',
      subject: 'bind :8080',
      sides: [
        { node: 'lb1', text: null, path: 'lb1/haproxy.cfg', line: 2 },
        { node: 'lb2', text: ':8080', path: 'lb2/haproxy.cfg', line: 4 },
      ],
    });
  });

  test('says when nothing does, and when there is nothing to compare', async () => {
    const same = await program.haconf(['diff'], { cwd: tempFolder(pair([80, 80])) });
    expect(same).toMatchObject({ exitCode: 0, stdout: 'lb1+lb2: lb1, lb2 serve the same\n' });
    const files = { ...pair([80, 80]), 'lb2/haproxy.cfg': 'frontend other\n    mode http\n    bind :1\n' };
    const other = await program.haconf(['diff'], { cwd: tempFolder(files) });
    expect(other.stdout).toBe('lb1+lb2: lb1, lb2 have hardly a section in common\n');
    const none = await program.haconf(['diff'], { cwd: tempFolder({ 'haproxy.cfg': haproxy(80) }) });
    expect(none.exitCode).toBe(2);
  });
});

describe('haconf init', () => {
  test('writes a manifest that check then follows, and never over another', async () => {
    const cwd = tempFolder(pair([80, 80]));
    const first = await program.haconf(['init'], { cwd });
    expect(first).toMatchObject({ exitCode: 0, stdout: 'haconf.json: lb1+lb2 (lb1, lb2)\n' });
    const report = JSON.parse((await program.haconf(['check', '--format', 'json'], { cwd })).stdout);
    expect(report.clusters).toEqual([{ name: 'lb1+lb2', nodes: ['lb1', 'lb2'], why: ['haconf.json says so'] }]);
    const again = await program.haconf(['init'], { cwd });
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('it exists already');
    expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(statSync(join(cwd, 'haconf.json')).nlink).toBe(1);
    // A link that leads nowhere is something of that name, too, and nothing is made where it leads.
    rmSync(join(cwd, 'haconf.json'));
    symlinkSync('elsewhere.json', join(cwd, 'haconf.json'));
    expect((await program.haconf(['init'], { cwd })).stderr).toContain('it exists already');
    expect(existsSync(join(cwd, 'elsewhere.json'))).toBe(false);
  });

  test('a mistake in the manifest is a finding that can be explained', async () => {
    const cwd = tempFolder({
      ...pair([80, 80]),
      'haconf.json': '{ "clusters": { "c": { "nodes": { "n": { "files": ["x"] } } } } }\n',
    });
    const { exitCode, stdout } = await program.haconf(['check', '--format', 'json'], { cwd });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).findings[0]).toMatchObject({
      rule: 'haconf/invalid-manifest',
      path: 'haconf.json',
      line: 1,
    });
    expect((await program.haconf(['explain', 'invalid-manifest'])).stdout).toContain('# invalid-manifest');
  });
});

describe('haconf check --fix', () => {
  test('writes the safe fixes and reports what is left', async () => {
    const cwd = tempFolder({ 'haproxy.cfg': haproxy(80).trimEnd() });
    const path = join(cwd, 'haproxy.cfg');
    chmodSync(path, 0o640);
    const { exitCode, stdout, stderr } = await program.haconf(['check', '--fix', '--format', 'json'], { cwd });
    expect(stderr).toBe('haconf: haproxy.cfg: End the last line\n');
    expect(exitCode).toBe(0);
    // A piece of a configuration: that is all that is left to say.
    const left: readonly { rule: string }[] = JSON.parse(stdout).findings;
    expect(left.map(({ rule }) => rule)).toEqual(['haproxy/checks-across-sections-off']);
    expect(readFileSync(path, 'utf8')).toBe(haproxy(80));
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect((await program.haconf(['check', '--fix'], { cwd })).stderr).toBe('haconf: nothing to fix safely\n');
  });

  test('leaves a file alone whose bytes it cannot give back', async () => {
    const bytes = Buffer.concat([Buffer.from('# caf\xe9\n', 'latin1'), Buffer.from(haproxy(80).trimEnd())]);
    const cwd = tempFolder({ 'haproxy.cfg': bytes });
    const { exitCode, stderr } = await program.haconf(['check', '--fix'], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('haproxy.cfg is not fixed');
    expect(readFileSync(join(cwd, 'haproxy.cfg'))).toEqual(bytes);
  });
});
