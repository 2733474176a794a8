import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '#core/base/json.ts';
import { filesOf } from '#core/cluster/cluster.ts';
import { vrrpGroups } from '#core/cluster/vrrp.ts';
import { failoverModel } from '#core/failover/vrrp/model.ts';
import { haproxyFiles } from '#core/languages/haproxy/config.ts';
import { keepalivedFiles } from '#core/languages/keepalived/config.ts';
import { manifestKeys, parseManifest } from '#core/languages/manifest/manifest.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { manifestText } from '#core/workspace/write-manifest.ts';
import { describeFinding, snapshotOf } from '../support/workspace.ts';

function keepalived(vip: string, extra = ''): string {
  return `vrrp_instance V {\n    interface eth0\n    virtual_router_id 51\n${extra}    virtual_ipaddress {\n        ${vip}\n    }\n}\n`;
}

const haproxy = 'frontend web\n    bind :80\n    mode http\n';

/** Two machines that nothing in their paths or contents joins. */
const files = {
  'left/etc/keepalived.conf': keepalived('10.0.0.1'),
  'left/etc/haproxy.cfg': haproxy,
  'far/away/right.conf': keepalived('10.0.0.2'),
};

function withManifest(manifest: unknown, others: Record<string, string> = files): Snapshot {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest, null, 2);
  return snapshotOf(new Map(Object.entries({ ...others, 'haconf.json': text })));
}

const problems = (snapshot: Snapshot): string[] =>
  snapshot.fileFindings('haconf.json').map((finding) => {
    const line = describeFinding(snapshot, finding);
    return line.replace('error haconf/invalid-manifest ', '').replace(/^haconf\.json:/, '');
  });

const left = { files: ['left/etc'] };
const right = { files: ['./far/away/right.conf'] };

describe('a manifest', () => {
  test('names clusters that nothing else joins', () => {
    expect(snapshotOf(new Map(Object.entries(files))).clusters()).toEqual([]);
    const snapshot = withManifest({ clusters: { web: { nodes: { left, right } } } });
    expect(problems(snapshot)).toEqual([]);
    const [cluster] = snapshot.clusters();
    expect(cluster?.name).toBe('web');
    expect(cluster?.why).toEqual(['haconf.json says so']);
    expect(
      cluster?.nodes.map((node) => [
        node.name,
        filesOf(node, keepalivedFiles).length,
        filesOf(node, haproxyFiles).length,
      ]),
    ).toEqual([
      ['left', 1, 1],
      ['right', 1, 0],
    ]);
    expect(snapshot.clusterFindings().map((finding) => finding.rule)).toContain('cluster/virtual-addresses-differ');
  });

  test('leaves its files to no other cluster, and all others to discovery', () => {
    const others = {
      ...files,
      'x/lb1/keepalived.conf': keepalived('10.9.0.1'),
      'x/lb2/keepalived.conf': keepalived('10.9.0.1'),
    };
    const snapshot = withManifest({ clusters: { web: { nodes: { left, right } } } }, others);
    expect(snapshot.clusters().map((cluster) => cluster.name)).toEqual(['web', 'x']);
    const pinned = withManifest({ clusters: { one: { nodes: { only: { files: ['x/lb1'] } } } } }, others);
    expect(pinned.clusters().map((cluster) => [cluster.name, cluster.nodes.length])).toEqual([['one', 1]]);
  });

  test('says versions, addresses, segments and configuration ids', () => {
    const shared = { 'both.conf': keepalived('10.0.0.1', '    @a priority 101\n    @b priority 99\n') };
    const node = (configId: string, address: string) => ({
      files: ['both.conf'],
      configId,
      interfaces: { eth0: { addresses: [`${address}/24`], segment: 'lan' } },
    });
    const nodes = { n1: { ...node('a', '10.0.0.11'), keepalived: '2.2.7' }, n2: node('b', '10.0.0.12') };
    const snapshot = withManifest({ clusters: { web: { keepalived: '2.3.4', nodes } } }, shared);
    expect(problems(snapshot)).toEqual([]);
    const [cluster] = snapshot.clusters();
    const members = (cluster && vrrpGroups(cluster)[0]?.members) ?? [];
    expect(members.map((member) => member.instance.priority?.value)).toEqual([101, 99]);
    const routers = cluster ? failoverModel(cluster, [2, 0]).routers : [];
    expect(routers.map(({ facts, segment }) => [facts.keepalived, facts.addresses?.get('eth0'), segment])).toEqual([
      [[2, 2, 7], ['10.0.0.11'], 'lan'],
      [[2, 3, 4], ['10.0.0.12'], 'lan'],
    ]);
  });

  test('makes a rule look at the version of each node', () => {
    const old = { keepalived: '2.2.7' };
    const ranked = {
      ...files,
      'left/etc/keepalived.conf': keepalived('10.0.0.1', '    priority 101\n'),
      'far/away/right.conf': keepalived('10.0.0.2', '    priority 100\n'),
    };
    const severity = (nodes: object) =>
      withManifest({ clusters: { web: { nodes } } }, ranked)
        .clusterFindings()
        .find((finding) => finding.rule === 'cluster/virtual-addresses-differ')?.severity;
    expect(severity({ left, right })).toBe('warning');
    // The one before 2.3.3 rejects what the other sends; that matters where it is the lower one.
    expect(severity({ left, right: { ...right, ...old } })).toBe('error');
    expect(severity({ left: { ...left, ...old }, right })).toBe('warning');
  });

  test('makes a file be checked for the version of its node', () => {
    // HAProxy 2.2 only warns of a last line without an end.
    const text = { 'a/haproxy.cfg': 'frontend f\n    mode http\n    bind :80' };
    const versions = (haproxyVersion: string) =>
      withManifest({ clusters: { c: { nodes: { a: { files: ['a'], haproxy: haproxyVersion } } } } }, text)
        .fileFindings('a/haproxy.cfg')
        .filter((finding) => finding.severity === 'error').length;
    expect([versions('2.2'), versions('3.2')]).toEqual([0, 1]);
  });
});

describe('what is wrong in a manifest', () => {
  test.each([
    ['a missing file', { clusters: { web: { nodes: { left: { files: ['lost.conf'] } } } } }, 'There is no HAProxy'],
    ['an unknown key', { clusters: { web: { node: {} } } }, 'Unknown key "node". Did you mean "nodes"?'],
    ['a wrong version', { clusters: { web: { haproxy: 'new', nodes: {} } } }, '"new" is no version'],
    [
      'an unknown version',
      { clusters: { web: { haproxy: '1.8', nodes: {} } } },
      'haconf knows HAProxy 2.2 to 3.4, not 1.8',
    ],
    [
      'a wrong address',
      { clusters: { c: { nodes: { n: { ...left, interfaces: { e: { addresses: ['x'] } } } } } } },
      '"x" is no IP',
    ],
    [
      'two nodes that are one',
      { clusters: { web: { nodes: { left, right: left } } } },
      'belongs to the node "left" already',
    ],
    [
      'two clusters with one file',
      { clusters: { a: { nodes: { left } }, b: { nodes: { left } } } },
      'belongs to the cluster "a" already',
    ],
    ['a list for an object', { clusters: [] }, '"clusters" is an object in braces'],
    ['a number for a text', { clusters: { web: { nodes: { left: { files: [1] } } } } }, 'A text in double quotes'],
  ])('%s is told with its place', (_, manifest, message) => {
    const found = problems(withManifest(manifest));
    expect(found.some((problem) => problem.includes(message))).toBe(true);
    expect(found.every((problem) => /^\d+:\d+-\d+ /.test(problem))).toBe(true);
  });

  test('and so is the line of a missing file', () => {
    const snapshot = withManifest(
      '{\n  "clusters": { "c": { "nodes": {\n    "n": { "files": ["lost.conf"] }\n  } } }\n}\n',
    );
    expect(problems(snapshot)[0]).toMatch(/^3:21-32 There is no HAProxy/);
  });
});

test('what init writes is read as it was found', () => {
  const pair = {
    'x/lb1/keepalived.conf': keepalived('10.9.0.1'),
    'x/lb2/keepalived.conf': keepalived('10.9.0.1'),
    'x/haproxy.cfg': haproxy,
  };
  const before = snapshotOf(new Map(Object.entries(pair))).clusters();
  const snapshot = withManifest(manifestText(before, ''), pair);
  expect(problems(snapshot)).toEqual([]);
  const shape = (clusters: Snapshot['clusters']) =>
    clusters().map(({ name, nodes }) => [
      name,
      nodes.map((n) => [
        n.name,
        filesOf(n, keepalivedFiles).map((f) => f.path),
        filesOf(n, haproxyFiles).map((f) => f.path),
      ]),
    ]);
  expect(shape(() => snapshot.clusters())).toEqual(shape(() => before));
});

test('the schema for editors knows the keys that are read', () => {
  interface Schema {
    readonly additionalProperties: unknown;
    readonly properties: object;
  }
  const schema = JSON.parse(readFileSync('schemas/haconf.schema.json', 'utf8')) as Schema & {
    readonly definitions: Readonly<Record<string, Schema>>;
  };
  const { cluster, node, interface: netInterface } = schema.definitions;
  const kinds: [keyof typeof manifestKeys, Schema | undefined][] = [
    ['manifest', schema],
    ['cluster', cluster],
    ['node', node],
    ['interface', netInterface],
  ];
  for (const [kind, own] of kinds) {
    expect(Object.keys(own?.properties ?? {}).sort()).toEqual([...manifestKeys[kind]].sort());
    expect(own?.additionalProperties).toBe(false);
  }
});

describe('JSON', () => {
  test('is read as JSON.parse reads it', () => {
    const plain = (node: ReturnType<typeof parseJson>['root']): unknown => {
      if (node?.kind === 'scalar') return node.value;
      if (node?.kind === 'array') return node.items.map(plain);
      return Object.fromEntries((node?.members ?? []).map(({ key, value }) => [key, plain(value)]));
    };
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { root, problems: mistakes } = parseJson(text);
        expect(mistakes).toEqual([]);
        expect(JSON.stringify(plain(root))).toEqual(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('may hold comments and trailing commas, and any text ends', () => {
    expect(parseJson('{ // a\n "a": [1, /* b */ 2,], }').problems).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:/*\n a1\\') }), (text) => {
        for (const { range } of parseManifest(text).problems.map(({ site }) => site)) {
          expect(range.start).toBeLessThanOrEqual(range.end);
          expect(range.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
    expect(parseJson('['.repeat(100_000)).problems.length).toBeGreaterThan(0);
  });
});
