import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, useBuiltProgram } from '../support/built.ts';
import { tempFolder } from '../support/temp-folder.ts';

const { haconf } = useBuiltProgram();
const topology = (...args: string[]) => haconf(['topology', ...args]);

describe('haconf topology', () => {
  test.each([
    ['mermaid', 'mmd'],
    ['markdown', 'md'],
  ])('prints examples/pair as %s', async (format, extension) => {
    const result = await topology('examples/pair', '--format', format);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    await expect(result.stdout).toMatchFileSnapshot(
      join(import.meta.dirname, 'expected', `topology-pair.${extension}.snap`),
    );
  });

  test('draws an SVG by default, the same every time', async () => {
    const [first, second] = [await topology('examples/pair'), await topology('examples/pair')];
    expect(first.stdout).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n$/);
    expect(first.stdout).toContain('lb1 holds 192.168.1.100');
    await expect(first.stdout).toMatchFileSnapshot(join(root, 'docs/pair.svg'));
    expect(second).toEqual(first);
  });

  test('draws the state after faults, in their order', async () => {
    const { stdout } = await topology('examples/pair', '--fault', 'lb1:haproxy', '--fault', 'lb2:crash');
    expect(stdout).toContain('✕ ON lb1, HAPROXY DOWN');
    const { stdout: json } = await topology('examples/pair', '--fault', 'lb1:crash', '--format', 'json');
    expect(JSON.parse(json)).toMatchObject({ version: 1, clusters: [{ faults: ['lb1:crash'], verdict: 'ok' }] });
  });

  test('a page of many clusters says what it lacks', async () => {
    const folder = tempFolder();
    for (let site = 1; site <= 25; site++) {
      for (const node of ['lb1', 'lb2']) {
        cpSync(join(root, 'examples/pair', node), join(folder, `site${site}`, node), { recursive: true });
      }
    }
    const { exitCode, stderr, stdout } = await topology(folder, '--format', 'html');
    const said = 'The page shows one fault at a time';
    expect([exitCode, stderr.match(/^haconf: The page .*$/gm)]).toEqual([0, [expect.stringContaining(said)]]);
    expect(stdout).toContain(`>${said}`);
    const one = await topology(folder, '--format', 'html', '--cluster', 'site7');
    expect(one).toMatchObject({ exitCode: 0, stderr: '' });
    expect(one.stdout).toContain('lb1:crash lb2:crash');
  });

  test('the page has its script and its pictures inside', async () => {
    const { stdout } = await topology('examples/pair', '--format', 'html');
    expect(stdout).toMatch(/^<!DOCTYPE html>/);
    expect(stdout.replaceAll('http://www.w3.org/2000/svg', '').match(/https?:\/\/|src=|href=/g)).toBeNull();
    expect(stdout.length).toBeLessThan(500_000);
  });

  test('the emphasis may be on the traffic', async () => {
    const { stdout } = await topology('examples/pair', '--emphasis', 'traffic', '--format', 'json');
    expect(JSON.parse(stdout).clusters[0]).toMatchObject({ emphasis: 'traffic' });
  });
});

describe('of several clusters', () => {
  const several = (): string => {
    const folder = tempFolder();
    for (const name of ['north', 'south']) cpSync(join(root, 'examples/pair'), join(folder, name), { recursive: true });
    return folder;
  };

  test('one is drawn, and it has to be named', async () => {
    const folder = several();
    expect(await topology(folder)).toMatchObject({
      exitCode: 2,
      stderr: 'haconf: there are several clusters: say which with --cluster (north, south)\n',
    });
    expect((await topology(folder, '--cluster', 'south')).stdout).toContain('south: lb1 holds');
    expect((await topology(folder, '--cluster', 'suoth')).stderr).toContain('did you mean "south"?');
  });

  test('a page and JSON hold all', async () => {
    const folder = several();
    const names = JSON.parse((await topology(folder, '--format', 'json')).stdout).clusters.map(
      ({ title }: { title: string }) => title.split(':')[0],
    );
    expect(names).toEqual(['north', 'south']);
    expect((await topology(folder, '--format', 'html')).exitCode).toBe(0);
  }, 60_000);
});

test.each([
  [['--format', 'smvg'], 'unknown value "smvg" for --format'],
  [['--emphasis', 'traffik'], 'did you mean "traffic"?'],
  [['--fault', 'lb9:crash'], 'no node is called "lb9"'],
  [['--format', 'html', '--fault', 'lb1:crash'], '--fault is not for html'],
  [['--keepalived', '1.0'], 'not supported'],
])('%j is wrong usage', async (flags, message) => {
  const { exitCode, stderr } = await topology('examples/pair', ...flags);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test('a folder without a cluster says what was looked for', async () => {
  expect(await topology('examples/pair/lb1')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('no cluster in "examples/pair/lb1"'),
  });
});
