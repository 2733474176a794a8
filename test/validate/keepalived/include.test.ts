import { describe, expect, test } from 'vitest';
import { filesOf } from '#core/cluster/cluster.ts';
import { vrrpGroups } from '#core/cluster/vrrp.ts';
import { keepalivedFiles } from '#core/languages/keepalived/config.ts';
import { globMatcher } from '#core/languages/keepalived/glob.ts';
import { resolveFrom, withoutBraces } from '#core/languages/keepalived/include-pattern.ts';
import { keepalived } from '#core/languages/keepalived/language.ts';
import { isOf } from '#core/languages/language.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { describeFinding, snapshotOf } from '../../support/workspace.ts';

/** Findings of these rules only, so that advice on style does not blur what is tested. */
function found(
  files: Record<string, string>,
  rules = /undefined|late|missing|unknown|duplicate|incomplete|invalid/,
): string[] {
  const snapshot = snapshotOf(new Map(Object.entries(files)));
  return snapshot
    .findings()
    .filter((finding) => rules.test(finding.rule))
    .map((finding) => describeFinding(snapshot, finding).replace(/ (?:error|warning) (\S+) .*$/, ' $1'));
}

const script = 'vrrp_script check {\n    script "/usr/bin/true"\n}\n';
const instance = (name: string, id: number, more = ''): string =>
  `vrrp_instance ${name} {\n    interface eth0\n    virtual_router_id ${id}\n    priority 100\n    virtual_ipaddress {\n        192.0.2.${id}\n    }\n${more}}\n`;
const tracking = '    track_script {\n        check\n    }\n';

describe('a configuration of several files', () => {
  test('names of one file are known in the others', () => {
    expect(
      found({
        'lb1/keepalived.conf': `include keepalived.d/*.conf\nvrrp_sync_group G {\n    group {\n        A\n        B\n    }\n}\n`,
        'lb1/keepalived.d/keepalived-1.conf': script,
        'lb1/keepalived.d/keepalived-2.conf': instance('A', 1, tracking) + instance('B', 2),
      }),
    ).toEqual([]);
  });

  test('they count from where the line stands', () => {
    expect(
      found({
        'lb1/keepalived.conf': `${instance('A', 1, tracking)}include keepalived-scripts.conf\n`,
        'lb1/keepalived-scripts.conf': script,
      }),
    ).toEqual(['lb1/keepalived.conf:9:8-13 keepalived/late-declaration']);
  });

  test('a mistake is reported in the file in which it is', () => {
    expect(
      found({
        'lb1/keepalived.conf': `include keepalived-a.conf\n${instance('A', 1)}`,
        'lb1/keepalived-a.conf': 'global_defs {\n    rooter_id x\n}\n',
      }),
    ).toEqual(['lb1/keepalived-a.conf:2:4-13 keepalived/unknown-keyword']);
    expect(
      found({
        'lb1/keepalived.conf': `${instance('A', 1)}include keepalived-a.conf\n`,
        'lb1/keepalived-a.conf': instance('A', 2),
      }),
    ).toEqual(['lb1/keepalived-a.conf:1:14-15 keepalived/duplicate-name']);
  });

  test('a file that is included inside a block is read as part of the block', () => {
    const main = `vrrp_instance A {\n    interface eth0\n    virtual_router_id 1\n    priority 100\n    virtual_ipaddress {\n        include keepalived-vips.conf\n    }\n}\n`;
    const files = { 'lb1/keepalived.conf': main, 'lb1/keepalived-vips.conf': '192.0.2.1\n192.0.2.300\n' };
    expect(found(files)).toEqual(['lb1/keepalived-vips.conf:2:0-11 keepalived/invalid-address']);
    const snapshot = snapshotOf(new Map(Object.entries(files)));
    const file = snapshot.files.get('lb1/keepalived.conf');
    const [config] = isOf(file, keepalived) ? snapshot.modelsAround(file) : [];
    expect(config?.instances[0]?.vips.map((vip) => vip.text)).toEqual(['192.0.2.1', '192.0.2.300']);
    expect(config?.hasIncludes).toBe(false);
  });

  test('what is included from a folder counts from that folder', () => {
    expect(
      found(
        {
          'lb1/keepalived.conf': `include keepalived.d/keepalived-a.conf\n`,
          'lb1/keepalived.d/keepalived-a.conf': 'include keepalived-b.conf\n',
          'lb1/keepalived.d/keepalived-b.conf': instance('A', 1).replace('priority 100', 'priority 300'),
        },
        /invalid/,
      ),
    ).toEqual(['lb1/keepalived.d/keepalived-b.conf:4:13-16 keepalived/invalid-number']);
  });

  test('the folder of the installed configuration is that of the main file', () => {
    expect(
      found({
        'lb1/keepalived.conf': `include /etc/keepalived/keepalived.d/*.conf\n${instance('A', 1, tracking)}`,
        'lb1/keepalived.d/keepalived-a.conf': script,
      }),
    ).toEqual([]);
  });

  test('where the files are unknown, nothing is said to be missing', () => {
    expect(found({ 'lb1/keepalived.conf': `include conf.d/*.conf\n${instance('A', 1, tracking)}` })).toEqual([]);
  });

  test('a file that two machines include is judged once', () => {
    const files = {
      'lb1/keepalived.conf': `include ../keepalived-common.conf\n${instance('A', 1)}`,
      'lb2/keepalived.conf': `include ../keepalived-common.conf\n${instance('A', 1)}`,
      'keepalived-common.conf': 'global_defs {\n    rooter_id x\n}\n',
    };
    expect(found(files, /unknown/)).toEqual(['keepalived-common.conf:2:4-13 keepalived/unknown-keyword']);
  });

  test('the nodes of a cluster are their main files with what these include', () => {
    const files = new Map<string, string>();
    for (const [node, priority] of [
      ['lb1', 110],
      ['lb2', 100],
    ] as const) {
      files.set(`${node}/keepalived.conf`, 'include keepalived.d/*.conf\n');
      files.set(
        `${node}/keepalived.d/keepalived-vi.conf`,
        instance('A', 1).replace('priority 100', `priority ${priority}`),
      );
    }
    const clusters = snapshotOf(files).clusters();
    expect(
      clusters.map((cluster) => cluster.nodes.map((node) => filesOf(node, keepalivedFiles).map(({ path }) => path))),
    ).toEqual([[['lb1/keepalived.conf'], ['lb2/keepalived.conf']]]);
    expect(clusters.flatMap(vrrpGroups)[0]?.members.map(({ instance: { priority } }) => priority?.value)).toEqual([
      110, 100,
    ]);
    files.set('lb2/keepalived.d/keepalived-vi.conf', instance('A', 1).replace('priority 100', 'priority 110'));
    const equal = snapshotOf(files);
    const finding = equal.clusterFindings().find(({ rule }) => rule === 'cluster/priorities-equal');
    expect(finding?.at.path).toMatch(/keepalived\.d\/keepalived-vi\.conf$/);
  });

  test('an edit of an included file changes what is said of the others', () => {
    const workspace = new Workspace();
    const set = (path: string, text: string) => ({ set: [{ path, language: 'keepalived' as const, text }] });
    workspace.applyChange(set('lb1/keepalived.conf', `include keepalived-a.conf\n${instance('A', 1, tracking)}`));
    workspace.applyChange(set('lb1/keepalived-a.conf', script)).findings();
    const changed = workspace.applyChange(set('lb1/keepalived-a.conf', script.replace('check', 'czech')));
    const rules = changed.fileFindings('lb1/keepalived.conf').map(({ rule }) => rule);
    expect(rules).toContain('keepalived/undefined-script');
    const fresh = snapshotOf(new Map([...changed.files].map(([path, { text }]) => [path, text])));
    expect(changed.findings().map((finding) => describeFinding(changed, finding))).toEqual(
      fresh.findings().map((finding) => describeFinding(fresh, finding)),
    );
  });

  test('files that include each other in every way end', () => {
    const all = Array.from({ length: 12 }, (_, index) => `include keepalived-${index}.conf\n`.repeat(2)).join('');
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`keepalived-${index}.conf`, all]));
    expect(() => found(files)).not.toThrow();
    const chain = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `keepalived-${index}.conf`,
        `include keepalived-${index + 1}.conf\n`.repeat(2),
      ]),
    );
    expect(() => found(chain)).not.toThrow();
  });
});

test.each([
  ['conf.d/*.conf', 'conf.d/a.conf', true],
  ['conf.d/*.conf', 'conf.d/a/b.conf', false],
  ['conf.d/?.conf', 'conf.d/a.conf', true],
  ['conf.d/[ab].conf', 'conf.d/b.conf', true],
  ['conf.d/[!ab].conf', 'conf.d/b.conf', false],
  ['a.conf', 'a.conf', true],
  ['a.conf', 'abconf', false],
  ['a+(b).conf', 'a+(b).conf', true],
  ['[', '[', true],
  ['[a/b]', '[a/b]', true],
  ['[]a].conf', '].conf', true],
  ['[^]a].conf', '].conf', false],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[[:digit:]-]*', '7up', true],
  ['[[:digit:]-]*', 'up', false],
  ['\\*.conf', '*.conf', true],
  ['\\*.conf', 'a.conf', false],
  ['*.conf', '.hidden.conf', false],
  ['.*.conf', '.hidden.conf', true],
  ['d/*', 'd/.hidden', false],
  ['*', '', true],
  ['a*b*c', 'aXbYbZc', true],
  ['a*b*c', 'aXbYbZ', false],
  ['**', 'abc', true],
])('the pattern %s and %s', (pattern, path, expected) => {
  expect(globMatcher(pattern)(path)).toBe(expected);
});

test('a pattern of many stars is decided at once', () => {
  const before = process.cpuUsage().user;
  for (const stars of [8, 9, 200]) expect(globMatcher(`${'*a'.repeat(stars)}b`)('a'.repeat(4000))).toBe(false);
  expect(globMatcher(`${'*a'.repeat(200)}b*`)(`${'a'.repeat(4000)}b`)).toBe(true);
  expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
});

test('braces and folders of patterns', () => {
  expect(withoutBraces('x/{a,b}-{1,2}')).toEqual(['x/a-1', 'x/a-2', 'x/b-1', 'x/b-2']);
  expect(withoutBraces('{a,b}'.repeat(20))).toBeUndefined();
  expect(resolveFrom('a/b/', '../c/./d')).toBe('a/c/d');
  expect(resolveFrom('', '../x')).toBe('../x');
});
