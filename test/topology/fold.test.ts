import { describe, expect, test } from 'vitest';
import { snapshotOfFolder } from '../support/workspace.ts';
import { boxOf, manyGroups, manyServers, pictureOf, pictureWith, textsOf } from './pictures.ts';

describe('many groups', () => {
  test('sound ones are counted, on the machines and above them', () => {
    const diagram = pictureOf(manyGroups());
    expect(diagram.boxes.filter(({ kind }) => kind === 'vip').map((box) => textsOf(box))).toEqual([
      ['10.0.0.10', '10.0.0.11', 'and 22 more', '12 groups', '✓ on lb1'],
      ['10.0.1.10', '10.0.1.11', 'and 22 more', '12 groups', '✓ on lb2'],
    ]);
    expect(textsOf(boxOf(diagram, 'members:lb1'))).toEqual(['▾ 24 groups', '12 MASTER, 12 BACKUP']);
    expect(diagram.boxes.filter(({ kind }) => kind === 'member')).toEqual([]);
    expect(diagram.summary.length).toBeLessThan(8);
  });

  test('what is in trouble stays in sight', () => {
    const diagram = pictureOf(manyGroups(), 'lb1:haproxy');
    const alarms = diagram.boxes.filter(({ kind, roles }) => kind === 'vip' && roles.includes('danger'));
    expect(alarms.map((box) => textsOf(box).slice(2))).toEqual([
      ['and 22 more', '12 groups', '✕ ON lb1, HAPROXY DOWN'],
    ]);
    // And it comes first.
    expect(diagram.boxes.find(({ kind }) => kind === 'vip')).toBe(alarms[0]);
    expect(diagram.boxes.filter(({ kind }) => kind === 'member').length).toBe(24);
    expect(textsOf(boxOf(diagram, 'members:lb1'))[0]).toBe('▾ 12 groups');
  });

  test('those that moved stand apart', () => {
    const diagram = pictureOf(manyGroups(), 'lb1:crash');
    expect(textsOf(boxOf(diagram, 'vips:lb1>lb2')).at(-1)).toBe('✓ lb1 → lb2 after 2.6–3.6 s');
    expect(textsOf(boxOf(diagram, 'vips:lb2')).at(-1)).toBe('✓ on lb2');
  });

  test('opened, each instance is one line, and the list can be closed again', () => {
    const diagram = pictureWith(manyGroups(), { open: ['groups'] });
    expect(diagram.boxes.filter(({ kind }) => kind === 'member').length).toBe(48);
    expect(diagram.boxes.filter(({ kind }) => kind === 'fold').map(({ fold }) => fold)).toEqual([
      { id: 'groups', open: true },
      { id: 'groups', open: true },
    ]);
  });
});

describe('40 backends with 300 servers', () => {
  test('are six stacks beside the frontends that choose among them', () => {
    const diagram = pictureOf(manyServers());
    const stacks = diagram.boxes.filter(({ kind }) => kind === 'backends');
    expect(stacks.map((box) => textsOf(box)[0])).toEqual([7, 7, 7, 7, 6, 6].map((count) => `▾ ${count} backends`));
    expect(stacks.flatMap(({ names = [] }) => names.filter((name) => name.startsWith('app'))).length).toBe(300);
    expect(diagram.height).toBeLessThan(1200);
  });

  test('open one by one: backends, then servers', () => {
    const open = ['backends:fe_site_0', 'servers:be_service_6'];
    const diagram = pictureWith(manyServers(), { open });
    expect(diagram.boxes.filter(({ kind }) => kind === 'backend').length).toBe(7);
    expect(diagram.boxes.filter(({ kind }) => kind === 'server').length).toBe(7);
    expect(diagram.boxes.filter(({ kind }) => kind === 'fold').map(({ fold }) => fold?.id)).toEqual(
      [...open].reverse(),
    );
  });

  test('the emphasis on traffic shows every backend and makes the machines short', () => {
    const [failover, traffic] = (['failover', 'traffic'] as const).map((emphasis) =>
      pictureWith(manyServers(), { emphasis }),
    );
    expect(traffic?.boxes.filter(({ kind }) => kind === 'backend').length).toBe(40);
    expect(traffic?.boxes.filter(({ kind }) => kind === 'part')).toEqual([]);
    const heightOf = (diagram: typeof failover) => diagram?.boxes.find(({ id }) => id === 'node:lb1')?.height ?? 0;
    expect(heightOf(traffic)).toBeLessThan(heightOf(failover));
  });
});

test('everything that can break has its fault, and shows that it is on', () => {
  const diagram = pictureOf(snapshotOfFolder('examples/pair'), 'lb1:check:chk_haproxy', 'cut:lb2');
  const clickable = diagram.boxes.flatMap(({ id, faults }) => (faults ? [`${id} ${faults.join(' ')}`] : []));
  expect(clickable.filter((line) => line.includes('lb1'))).toMatchInlineSnapshot(`
    [
      "node:lb1 lb1:crash lb1:stop lb1:kill cut:lb1",
      "haproxy:lb1 lb1:haproxy",
      "power:lb1 lb1:crash",
      "keepalived:lb1 lb1:stop",
      "network:lb1 cut:lb1",
      "interface:lb1/eth0 lb1:if:eth0",
      "check:lb1/chk_haproxy lb1:check:chk_haproxy",
      "link:lb1-lb2 cut:lb1",
    ]
  `);
  const broken = diagram.boxes.filter(({ roles }) => roles.includes('broken')).map(({ id }) => id);
  expect(broken).toEqual(['check:lb1/chk_haproxy', 'network:lb2']);
  expect(textsOf(boxOf(diagram, 'link:lb1-lb2'))).toEqual(['✕ cut']);
});
