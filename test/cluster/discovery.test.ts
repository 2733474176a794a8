import { describe, expect, test } from 'vitest';
import { type Cluster, filesOf } from '#core/cluster/cluster.ts';
import { vrrpGroups } from '#core/cluster/vrrp.ts';
import { haproxyFiles } from '#core/languages/haproxy/config.ts';
import { keepalivedFiles } from '#core/languages/keepalived/config.ts';
import { sysctlFiles } from '#core/languages/sysctl/sysctl.ts';
import { snapshotOf, snapshotOfFolder } from '../support/workspace.ts';

/** A keepalived.conf with one instance; whatever is left out has the value that everybody uses. */
function keepalived(
  options: { name?: string; id?: number; vip?: string; priority?: number; extra?: string } = {},
): string {
  const { name = 'VI_1', id = 51, vip = '192.168.1.100', priority = 100, extra = '' } = options;
  return `vrrp_instance ${name} {
    interface eth0
    virtual_router_id ${id}
    priority ${priority}
    virtual_ipaddress {
        ${vip}
    }
${extra}}
`;
}

const haproxy = 'frontend web\n    bind 192.168.1.100:80\n    mode http\n';

function clustersOf(files: Record<string, string>): readonly Cluster[] {
  return snapshotOf(new Map(Object.entries(files))).clusters();
}

/** "name: node, node | group×members" */
function summary(cluster: Cluster): string {
  const groups = cluster.groups.map((group) => `${group.name}×${group.candidates.length}`);
  return `${cluster.name}: ${cluster.nodes.map((node) => node.name).join(', ')} | ${groups.join(', ')}`;
}

describe('nodes are found', () => {
  test('in folders named for them', () => {
    const [cluster] = snapshotOfFolder('examples/pair').clusters();
    expect(cluster && summary(cluster)).toBe('pair: lb1, lb2 | VI_1×2');
    expect(cluster?.why).toContain('both list 192.168.1.100');
    expect(
      cluster?.nodes.map((node) => [
        filesOf(node, keepalivedFiles).length,
        filesOf(node, haproxyFiles).length,
        filesOf(node, sysctlFiles).length,
      ]),
    ).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });

  test('in file names', () => {
    const clusters = clustersOf({
      'site/keepalived-master.conf': keepalived({ priority: 101 }),
      'site/keepalived-backup.conf': keepalived(),
      'site/haproxy.cfg': haproxy,
    });
    expect(clusters.map(summary)).toEqual(['site: backup, master | VI_1×2']);
    // The one haproxy.cfg beside them serves both.
    expect(clusters[0]?.nodes.map((node) => filesOf(node, haproxyFiles).map((file) => file.path))).toEqual([
      ['site/haproxy.cfg'],
      ['site/haproxy.cfg'],
    ]);
  });

  test('in numbered file names', () => {
    const clusters = clustersOf({
      'keepalived1.conf': keepalived({ priority: 101 }),
      'keepalived2.conf': keepalived(),
    });
    expect(clusters.map(summary)).toEqual(['1+2: 1, 2 | VI_1×2']);
  });

  test('above the folders of an installation', () => {
    const clusters = clustersOf({
      'hosts/lb1/etc/keepalived/keepalived.conf': keepalived({ priority: 101 }),
      'hosts/lb1/etc/haproxy/haproxy.cfg': haproxy,
      'hosts/lb2/etc/keepalived/keepalived.conf': keepalived(),
      'hosts/lb2/etc/haproxy/haproxy.cfg': haproxy,
    });
    expect(clusters.map(summary)).toEqual(['hosts: lb1, lb2 | VI_1×2']);
    expect(clusters[0]?.nodes.map((node) => filesOf(node, haproxyFiles).length)).toEqual([1, 1]);
  });

  test('in a folder in the middle of the path', () => {
    const clusters = clustersOf({
      'left/proxy/keepalived.conf': keepalived({ priority: 101 }),
      'right/proxy/keepalived.conf': keepalived(),
    });
    expect(clusters.map(summary)).toEqual(['left+right: left, right | VI_1×2']);
  });

  test('in URIs', () => {
    const clusters = clustersOf({
      'file:///srv/my%20site/lb1/keepalived.conf': keepalived({ priority: 101 }),
      'file:///srv/my%20site/lb2/keepalived.conf': keepalived(),
    });
    expect(clusters.map(summary)).toEqual(['my site: lb1, lb2 | VI_1×2']);
  });

  test('with the conditional lines of each node', () => {
    const text = keepalived({ extra: '    @lb1 advert_int 2\n    @lb2 advert_int 3\n' });
    const [cluster] = clustersOf({ 'lb1/keepalived.conf': text, 'lb2/keepalived.conf': text });
    expect(cluster && vrrpGroups(cluster)[0]?.members.map((member) => member.instance.advertInterval?.value)).toEqual([
      2, 3,
    ]);
  });
});

describe('machines without keepalived are joined', () => {
  const proxy = (peers: string, server = '10.0.0.1:80'): string =>
    `${peers}frontend web\n    bind :80\n    default_backend app\nbackend app\n    server a ${server}\n`;
  const peers = 'peers pair\n    peer fw1 10.1.0.1:1024\n    peer fw2 10.1.0.2:1024\n';

  test('when they list each other as peers', () => {
    const clusters = clustersOf({
      'fw1/haproxy.cfg': proxy(peers),
      'fw2/haproxy.cfg': proxy(peers, '10.0.0.9:80'),
    });
    expect(clusters.map(summary)).toEqual(['fw1+fw2: fw1, fw2 | ']);
    expect(clusters[0]?.why).toContain('both list the peers fw1, fw2');
  });

  test('when they serve the same', () => {
    const clusters = clustersOf({ 'fw1/haproxy.cfg': proxy(''), 'fw2/haproxy.cfg': proxy('') });
    expect(clusters.map((cluster) => cluster.nodes.map((node) => node.name))).toEqual([['fw1', 'fw2']]);
  });

  test('and otherwise not', () => {
    expect(clustersOf({ 'fw1/haproxy.cfg': proxy(''), 'fw2/haproxy.cfg': proxy('', '10.0.0.9:80') })).toEqual([]);
    expect(clustersOf({ 'web/haproxy.cfg': proxy(''), 'mail/haproxy.cfg': proxy('') })).toEqual([]);
  });
});

test('one file with conditional lines is that of all machines that they name', () => {
  const text = keepalived({ extra: '    @lb1 advert_int 2\n    @lb2 advert_int 3\n' });
  const clusters = clustersOf({ 'site/keepalived.conf': text, 'site/haproxy.cfg': haproxy });
  expect(clusters.map(summary)).toEqual(['site: lb1, lb2 | VI_1×2']);
  expect(clusters[0]?.nodes.map((node) => filesOf(node, haproxyFiles).map((file) => file.path))).toEqual([
    ['site/haproxy.cfg'],
    ['site/haproxy.cfg'],
  ]);
  expect(clusters.flatMap(vrrpGroups)[0]?.members.map((member) => member.instance.advertInterval?.value)).toEqual([
    2, 3,
  ]);
});

test('of a collection of samples nothing is said for certain', () => {
  const files = Object.fromEntries(
    ['basic', 'routes', 'scripts', 'sync'].map((name, i) => [`${name}/keepalived.conf`, keepalived({ id: 50 + i })]),
  );
  const severities = (all: Record<string, string>) =>
    new Set(
      snapshotOf(new Map(Object.entries(all)))
        .clusterFindings()
        .map((finding) => finding.severity),
    );
  expect(severities(files)).toContain('warning');
  expect(severities(files)).not.toContain('error');
  const [first, second] = Object.values(files);
  expect(severities({ 'lb1/keepalived.conf': first ?? '', 'lb2/keepalived.conf': second ?? '' })).toContain('error');
});

describe('many clusters in one folder', () => {
  const all = (count: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => i).flatMap((i) =>
        [1, 2].map((n) => [
          `c${i}-lb${n}/keepalived.conf`,
          keepalived({ vip: `10.${Math.floor(i / 250)}.${i % 250}.1`, priority: 100 + n }),
        ]),
      ),
    );

  test('are told apart although all use VRID 51 and the name VI_1', () => {
    const clusters = clustersOf(all(300));
    expect(clusters.length).toBe(300);
    expect(clusters.every(({ nodes: [a, b] }) => a && b && a.name.replace('lb1', 'lb2') === b.name)).toBe(true);
  });

  test('and one with a wrong address finds its partner, not a namesake', () => {
    const files = { ...all(12), 'c7-lb2/keepalived.conf': keepalived({ vip: '10.99.99.1' }) };
    const clusters = clustersOf(files).map((cluster) => cluster.nodes.map((node) => node.name).join());
    expect(clusters).toContain('c7-lb1,c7-lb2');
    expect(clusters.length).toBe(12);
  });
});

describe('a pair stays a pair', () => {
  test.each([
    ['a differing virtual_router_id', { id: 52 }],
    ['a differing address', { vip: '192.168.1.101' }],
    ['a differing instance name', { name: 'VI_WEB' }],
  ])('in spite of %s', (_, options) => {
    const clusters = clustersOf({
      'lb1/keepalived.conf': keepalived({ priority: 101 }),
      'lb2/keepalived.conf': keepalived(options),
    });
    expect(clusters.map((cluster) => cluster.groups.map((group) => group.candidates.length))).toEqual([[2]]);
  });
});

describe('what does not belong together is not paired', () => {
  test('although both use VRID 51 and the name VI_1', () => {
    const clusters = clustersOf({
      'web/keepalived.conf': keepalived({ vip: '10.0.0.1' }),
      'database/keepalived.conf': keepalived({ vip: '10.9.0.1' }),
    });
    expect(clusters).toEqual([]);
  });

  test('across copies of a pair', () => {
    const pair = { lb1: keepalived({ priority: 101 }), lb2: keepalived() };
    const clusters = clustersOf({
      'staging/lb1/keepalived.conf': pair.lb1,
      'staging/lb2/keepalived.conf': pair.lb2,
      'production/lb1/keepalived.conf': pair.lb1,
      'production/lb2/keepalived.conf': pair.lb2,
    });
    expect(clusters.map(summary)).toEqual(['production: lb1, lb2 | VI_1×2', 'staging: lb1, lb2 | VI_1×2']);
  });

  test('and one file alone is no cluster', () => {
    expect(clustersOf({ 'keepalived.conf': keepalived(), 'haproxy.cfg': haproxy })).toEqual([]);
  });
});

test('three nodes with two virtual routers', () => {
  const node = (priorities: [number, number]): string =>
    keepalived({ name: 'VI_A', id: 10, vip: '10.0.0.1', priority: priorities[0] }) +
    keepalived({ name: 'VI_B', id: 11, vip: '10.0.0.2', priority: priorities[1] });
  const [cluster] = clustersOf({
    'lb1/keepalived.conf': node([103, 101]),
    'lb2/keepalived.conf': node([102, 103]),
    'lb3/keepalived.conf': node([101, 102]),
  });
  expect(cluster && summary(cluster)).toBe('lb1+lb2+lb3: lb1, lb2, lb3 | VI_A×3, VI_B×3');
});
