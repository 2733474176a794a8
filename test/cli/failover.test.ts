import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';
import { tempFolder } from '../support/temp-folder.ts';

const { haconf } = useBuiltProgram();
const vip = '192.168.1.100';

interface Report {
  readonly clusters: readonly {
    readonly name: string;
    readonly steady: Readonly<Record<string, { readonly holders: readonly string[] }>>;
    readonly faults: readonly {
      readonly faults: readonly string[];
      readonly vips: Readonly<Record<string, { readonly holders: readonly string[]; readonly gapMs: unknown }>>;
    }[];
  }[];
}

async function report(...args: string[]): Promise<Report> {
  return JSON.parse((await haconf(['failover', '--format', 'json', ...args])).stdout);
}

describe('haconf failover', () => {
  test.each([
    ['pair', 'text', 0],
    ['pair', 'json', 0],
    ['pair', 'markdown', 0],
    ['broken-pair', 'text', 1],
    ['broken-pair', 'json', 1],
    ['broken-pair', 'markdown', 1],
  ])('prints examples/%s as %s', async (example, format, exitCode) => {
    const result = await haconf(['failover', `examples/${example}`, '--format', format]);
    expect(result).toMatchObject({ exitCode, stderr: '' });
    const extension = format === 'markdown' ? 'md' : format;
    await expect(result.stdout).toMatchFileSnapshot(
      join(import.meta.dirname, 'expected', `failover-${example}.${extension}.snap`),
    );
  });

  test('shows lb1 as holder, and lb2 after each fault of lb1', async () => {
    const [pair] = (await report('examples/pair')).clusters;
    expect(pair?.steady[vip]?.holders).toEqual(['lb1']);
    const after = pair?.faults.map(({ faults, vips }) => [...faults, ...(vips[vip]?.holders ?? [])]);
    expect(after).toEqual(
      expect.arrayContaining([
        ['lb1:crash', 'lb2'],
        ['lb1:stop', 'lb2'],
        ['lb1:haproxy', 'lb2'],
        ['lb2:crash', 'lb1'],
      ]),
    );
  });

  test('puts what breaks first, with a sign and a word', async () => {
    const { stdout } = await haconf(['failover', 'examples/broken-pair/weight-too-small']);
    const rows = stdout.split('\n').filter((line) => /^ {4}[✓✗?] /.test(line));
    expect(rows[0]).toMatch(/^ {4}✗ lb1:haproxy +lb1 +no end +HAProxy is down$/);
    expect(rows.slice(1).every((row) => row.startsWith('    ✓'))).toBe(true);
  });

  test('keeps to 100 columns in a pipe', async () => {
    const { stdout } = await haconf(['failover', 'examples/broken-pair']);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('predicts just one combination with --fault', async () => {
    const [pair] = (await report('examples/pair', '--fault', 'lb1:crash', '--fault', 'lb2:haproxy')).clusters;
    expect(pair?.faults.map((fault) => fault.faults)).toEqual([['lb1:crash', 'lb2:haproxy']]);
    expect(pair?.faults[0]?.vips[vip]).toMatchObject({ verdict: 'unhealthy-holder', gapMs: null });
    const single = await haconf(['failover', 'examples/pair', '--fault', 'lb1:crash']);
    expect(single.exitCode).toBe(0);
  });

  test('predicts all combinations of up to --max-faults', async () => {
    const [pair] = (await report('examples/pair', '--max-faults', '2')).clusters;
    const sizes = pair?.faults.map(({ faults }) => faults.length) ?? [];
    const singles = sizes.filter((size) => size === 1).length;
    expect(sizes.filter((size) => size === 2)).toHaveLength((singles * (singles - 1)) / 2);
  });

  test('asks several clusters only for faults that they know', async () => {
    const { clusters } = await report('examples', '--fault', 'lb1:crash');
    expect(clusters.map(({ name }) => name)).toContain('pair');
    expect(clusters.length).toBeGreaterThan(5);
  });

  test.each([
    [['--fault', 'lb3:crash'], '"lb3:crash": no node is called "lb3" (there are lb1, lb2)'],
    [['--fault', 'lb1:melt'], '"lb1:melt" is not a fault: expected NODE:crash'],
    [['--fault', 'lb1:if:eth7'], '"lb1:if:eth7": lb1 has no interface "eth7" (it has eth0)'],
    [['--max-faults', '4'], '--max-faults takes 1, 2 or 3, not "4"'],
    [['--max-faults', '2', '--fault', 'lb1:crash'], 'give --fault or --max-faults, not both'],
    [['--format', 'yaml'], 'unknown value "yaml" for --format: known are text, json, markdown'],
    [['--keepalived', '1.4'], '--keepalived 1.4 is not supported: haconf knows 2.0 to 2.4'],
  ])('refuses %j', async (flags, message) => {
    const { exitCode, stdout, stderr } = await haconf(['failover', 'examples/pair', ...flags]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`haconf: ${message}`);
  });

  test('says what it looked for when there is no cluster', async () => {
    const single = await haconf(['failover', 'examples/pair/lb1']);
    expect(single).toMatchObject({ exitCode: 0, stdout: '' });
    expect(single.stderr).toContain('no cluster in "examples/pair/lb1" (1 keepalived file)');
    expect(await haconf(['failover', tempFolder()])).toMatchObject({ exitCode: 2, stdout: '' });
    const json = await haconf(['failover', 'examples/pair/lb1', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toEqual({ version: 1, clusters: [] });
  });

  test('says why there may be a cluster all the same: what a template leaves open, what was not read', async () => {
    const open = 'vrrp_instance V {\n  interface eth0\n  virtual_ipaddress {\n    {{ vip }}\n  }\n}\n';
    const cwd = tempFolder({ 'a/keepalived.conf.j2': open, 'b/keepalived.conf.j2': open.replace('V', '{{ name }}') });
    for (const command of ['failover', 'topology']) {
      const { exitCode, stdout, stderr } = await haconf([command, '.'], { cwd });
      expect({ exitCode, stdout }).toEqual({ exitCode: command === 'failover' ? 1 : 2, stdout: '' });
      expect(stderr).toContain('haconf: a/keepalived.conf.j2:4: a template fills in the virtual address');
      expect(stderr).toContain('haconf: b/keepalived.conf.j2:4: a template fills in the virtual address');
      expect(stderr).toContain('no cluster in "."');
    }
    const often = 'include keepalived-more.conf\n'.repeat(2100);
    const deep = tempFolder({ 'a/keepalived.conf': often, 'a/keepalived-more.conf': '# nothing\n' });
    const { exitCode, stderr } = await haconf(['failover', '.'], { cwd: deep });
    expect(stderr).toMatch(/haconf: a\/keepalived\.conf:200\d: more than haconf reads/);
    expect(exitCode).toBe(1);
  });

  test('warns when the prediction rests on files that do not load', async () => {
    const instance = (priority: number): string =>
      `vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  priority ${priority}\n  virtual_ipaddress {\n    ${vip}\n  }\n`;
    const cwd = tempFolder({ 'lb1/keepalived.conf': instance(101), 'lb2/keepalived.conf': `${instance(100)}}\n` });
    const { stderr, stdout } = await haconf(['failover', '.'], { cwd });
    expect(stderr).toContain('the files have an error');
    expect(stdout).toContain('lb1:crash');
  });
});
