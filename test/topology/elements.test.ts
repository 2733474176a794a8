import { describe, expect, test } from 'vitest';
import { clusterPicture } from '#core/workspace/cluster-picture.ts';
import { elementsAt } from '#core/workspace/elements.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { snapshotOfFolder } from '../support/workspace.ts';
import { manyServers, pictureOf } from './pictures.ts';

/** The elements of the first line of a file that holds a text, of those that the picture has. */
function elementsOf(snapshot: Snapshot, path: string, text: string): string[] {
  const [cluster] = snapshot.clusters();
  const offset = snapshot.files.get(path)?.text.indexOf(text) ?? -1;
  if (!cluster || offset < 0) throw new Error(`no "${text}" in ${path}`);
  const drawn = new Set(pictureOf(snapshot).boxes.map(({ id }) => id));
  return elementsAt(snapshot, cluster, path, offset).filter((id) => drawn.has(id));
}

describe('the element of a line', () => {
  const lines: readonly (readonly [string, string, string])[] = [
    ['keepalived.conf', 'vrrp_instance VI_1', 'member:lb2/VI_1'],
    ['keepalived.conf', 'priority 100', 'member:lb2/VI_1'],
    ['keepalived.conf', 'interface eth0', 'interface:lb2/eth0'],
    ['keepalived.conf', '192.168.1.100/24', 'vip:192.168.1.100'],
    ['keepalived.conf', 'weight 2', 'check:lb2/chk_haproxy'],
    ['keepalived.conf', 'router_id lb2', 'node:lb2'],
    ['haproxy.cfg', 'maxconn', 'haproxy:lb2'],
    ['haproxy.cfg', 'bind 192.168.1.100:80', 'frontend:http_front'],
    ['haproxy.cfg', 'balance', 'backend:web_servers'],
    ['haproxy.cfg', 'server web2', 'server:web_servers/web2'],
  ];
  test.each(lines)('%s, %s', (file, text, element) => {
    expect(elementsOf(snapshotOfFolder('examples/pair'), `examples/pair/lb2/${file}`, text)[0]).toBe(element);
  });

  test('that is folded is what it is folded in', () => {
    expect(elementsOf(manyServers(), 'lb1/haproxy.cfg', 'server app6-3')[0]).toBe('backends:fe_site_0');
  });

  test('a file of no machine has none', () => {
    const snapshot = snapshotOfFolder('examples/pair');
    const [cluster] = snapshot.clusters();
    expect(cluster && elementsAt(snapshot, cluster, 'elsewhere.conf', 0)).toEqual([]);
  });
});

test('findings stand on their elements, in both files that they are about', () => {
  const snapshot = snapshotOfFolder('examples/broken-pair/different-virtual-router-id');
  const [cluster] = snapshot.clusters();
  if (!cluster) throw new Error('no cluster');
  const { diagram, findings } = clusterPicture(snapshot, cluster, { faults: [] });
  const badges = diagram.boxes.flatMap(({ id, badge }) => (badge ? [`${id} ${badge.severity}`] : []));
  expect(badges).toEqual(['member:lb1/VI_1 error', 'member:lb2/VI_1 error']);
  expect(findings.map(({ finding }) => finding.rule)).toContain('cluster/virtual-router-id-differs');
});
