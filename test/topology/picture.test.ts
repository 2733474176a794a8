import { describe, expect, test } from 'vitest';
import type { Diagram } from '#core/topology/diagram.ts';
import { snapshotOf, snapshotOfFolder } from '../support/workspace.ts';
import { boxOf, instance, pictureOf, textsOf, threeMachines, twoGroups } from './pictures.ts';

const vip = 'vip:192.168.1.100';
const pair = () => snapshotOfFolder('examples/pair');
const broken = (name: string) => snapshotOfFolder(`examples/broken-pair/${name}`);

function edgeKinds(diagram: Diagram): Record<string, string> {
  return Object.fromEntries(diagram.edges.map((edge) => [edge.id, edge.kind]));
}

describe('when all is well', () => {
  const diagram = pictureOf(pair());

  test('the picture says who has the address, with which priority, and who is next', () => {
    expect(textsOf(boxOf(diagram, vip))).toEqual(['192.168.1.100', 'VI_1 · virtual router 51', '✓ on lb1']);
    expect(textsOf(boxOf(diagram, 'member:lb1/VI_1'))).toEqual([
      'MASTER',
      'priority 103',
      '101 + 2 (chk_haproxy) = 103',
      'has 192.168.1.100',
    ]);
    expect(textsOf(boxOf(diagram, 'member:lb2/VI_1'))).toEqual([
      'BACKUP',
      'priority 102',
      '100 + 2 (chk_haproxy) = 102',
      'takes over in 2.6–3.6 s',
    ]);
  });

  test('lines show what traffic takes now and what stands by', () => {
    expect(edgeKinds(diagram)).toMatchObject({
      [`clients->${vip}`]: 'traffic',
      [`${vip}->node:lb1`]: 'traffic',
      [`${vip}->node:lb2`]: 'standby',
      'node:lb1->haproxy': 'traffic',
      'node:lb2->haproxy': 'standby',
      'frontend:http_front->backend:web_servers': 'traffic',
    });
  });

  test('a frontend for the machine itself is not on the way of clients', () => {
    expect(boxOf(diagram, 'frontend:health').roles).toEqual(['local']);
    expect(boxOf(diagram, 'frontend:http_front').roles).toEqual(['active']);
  });

  test('an element leads to its line', () => {
    expect(boxOf(diagram, 'member:lb2/VI_1').reveal).toEqual({ path: 'examples/pair/lb2/keepalived.conf', line: 19 });
    expect(boxOf(diagram, 'frontend:http_front').reveal?.path).toBe('examples/pair/lb1/haproxy.cfg');
  });

  test('the text alternative tells the same', () => {
    expect(diagram.title).toMatch(/: lb1 holds 192\.168\.1\.100$/);
    expect(diagram.summary).toEqual([
      'lb1 holds 192.168.1.100. lb1: 101 + 2 (chk_haproxy) = 103 > 102 (lb2).',
      'Should lb1 lose power, lb2 takes over 192.168.1.100 after 2.6–3.6 s.',
      "HAProxy's frontend http_front (192.168.1.100:80) serves 2 servers through web_servers.",
    ]);
  });
});

describe('after a fault', () => {
  test.each([
    ['lb1:crash', 'OFF'],
    ['lb1:stop', 'STOPPED'],
    ['lb1:if:eth0', 'FAULT'],
    ['lb1:haproxy', 'BACKUP'],
  ])('%s, lb2 is MASTER and lb1 %s', (fault, state) => {
    const diagram = pictureOf(pair(), fault);
    expect(diagram.verdict).toBe('ok');
    expect(diagram.faults).toEqual([fault]);
    expect(textsOf(boxOf(diagram, vip))[2]).toMatch(/^✓ lb1 → lb2 (after|at once)/);
    expect(textsOf(boxOf(diagram, 'member:lb2/VI_1'))[0]).toBe('MASTER');
    expect(boxOf(diagram, 'member:lb2/VI_1').roles).toEqual(['master']);
    expect(textsOf(boxOf(diagram, 'member:lb1/VI_1'))[0]).toBe(state);
    expect(edgeKinds(diagram)[`${vip}->node:lb2`]).toBe('traffic');
    // What serves now is what a click leads to.
    expect(boxOf(diagram, 'frontend:http_front').reveal?.path).toBe('examples/pair/lb2/haproxy.cfg');
  });

  test('nobody is left: red, and said in words', () => {
    const diagram = pictureOf(pair(), 'lb1:crash', 'lb2:stop');
    expect(diagram.verdict).toBe('danger');
    expect(textsOf(boxOf(diagram, vip))).toContain('✕ NO HOLDER');
    expect(boxOf(diagram, vip).roles).toContain('danger');
    expect(edgeKinds(diagram)[`clients->${vip}`]).toBe('broken');
    expect(diagram.summary[0]).toMatch(/^Nobody holds 192\.168\.1\.100/);
  });

  test('the third machine is next when the second is gone', () => {
    const diagram = pictureOf(threeMachines(), 'lb2:crash');
    expect(textsOf(boxOf(diagram, 'member:lb3/VI_1'))).toContain('takes over in 2.6–3.6 s');
  });

  test('nothing moves and no element is renamed: only what changed changes', () => {
    for (const snapshot of [pair(), threeMachines(), twoGroups()]) {
      const before = pictureOf(snapshot);
      const [first] = before.boxes.filter((box) => box.kind === 'machine').map((box) => box.id.replace('node:', ''));
      const after = pictureOf(snapshot, `${first}:crash`);
      const places = (diagram: Diagram) =>
        diagram.boxes.map(({ id, x, y, width, height }) => ({ id, x, y, width, height }));
      expect(places(after)).toEqual(places(before));
    }
  });
});

describe('mistakes', () => {
  test('two holders', () => {
    const diagram = pictureOf(broken('different-virtual-router-id'));
    expect(diagram.title).toMatch(/lb1 and lb2 hold 192\.168\.1\.100 at the same time$/);
    expect(textsOf(boxOf(diagram, vip))).toEqual([
      '192.168.1.100',
      'VI_1 · virtual router 51 and 52',
      '✕ 2 HOLDERS: lb1 and lb2',
    ]);
    expect(boxOf(diagram, 'member:lb1/VI_1').roles).toEqual(['master', 'danger']);
    expect(edgeKinds(diagram)[`${vip}->node:lb2`]).toBe('broken');
  });

  test('the holder keeps the address without HAProxy', () => {
    const diagram = pictureOf(broken('weight-too-small'), 'lb1:haproxy');
    expect(textsOf(boxOf(diagram, vip))).toContain('✕ ON lb1, HAPROXY DOWN');
    expect(textsOf(boxOf(diagram, 'haproxy:lb1'))).toEqual(['✕ HAProxy is down']);
    expect(diagram.boxes.filter((box) => box.roles.includes('active')).map((box) => box.id)).toEqual(['haproxy:lb2']);
  });

  test('equal priorities are not certain', () => {
    const diagram = pictureOf(broken('equal-priorities'));
    expect(textsOf(boxOf(diagram, vip))).toContain('? not certain');
    expect(diagram.title).toMatch(/who holds 192\.168\.1\.100 is not certain$/);
  });

  test('no frontend listens on the address', () => {
    const diagram = pictureOf(broken('unmanaged-bind-address'));
    expect(textsOf(boxOf(diagram, vip))).toContain('∅ ON lb1, NOTHING LISTENS');
    expect(edgeKinds(diagram)['node:lb1->haproxy']).toBe('idle');
  });

  test('an address that only one machine lists stands apart', () => {
    const diagram = pictureOf(broken('different-virtual-addresses'));
    expect(diagram.boxes.filter((box) => box.kind === 'vip').length).toBe(2);
  });

  test('what only one machine serves is marked', () => {
    const keepalived = (priority: number) => instance({ priority, vips: ['10.0.0.10'] });
    const haproxy = 'frontend www\n    bind *:80\n    default_backend app\nbackend app\n    server a 10.0.1.1:80\n';
    const diagram = pictureOf(
      snapshotOf(
        new Map([
          ['lb1/keepalived.conf', keepalived(101)],
          ['lb2/keepalived.conf', keepalived(100)],
          ['lb1/haproxy.cfg', `${haproxy}    server b 10.0.1.2:80\n`],
          ['lb2/haproxy.cfg', `${haproxy}frontend extra\n    bind *:81\n    default_backend app\n`],
        ]),
      ),
    );
    expect(textsOf(boxOf(diagram, 'frontend:extra'))).toContain('only on lb2');
    expect(boxOf(diagram, 'frontend:extra').roles).toEqual(['standby', 'differs']);
    expect(textsOf(boxOf(diagram, 'server:app/b'))).toContain('only on lb1');
    expect(textsOf(boxOf(diagram, 'haproxy'))).toContain('differs between lb1 and lb2');
  });
});

describe('large clusters', () => {
  const diagram = pictureOf(twoGroups());

  test('many servers are one box with their number', () => {
    expect(diagram.boxes.filter((box) => box.kind === 'server')).toEqual([]);
    expect(textsOf(boxOf(diagram, 'servers:be_0'))).toEqual(['▾ 10 servers', 's0-0 … s0-9']);
  });

  test('addresses that share their fate are one box', () => {
    expect(diagram.boxes.filter((box) => box.kind === 'vip').map((box) => textsOf(box)[0])).toEqual([
      '192.0.2.10',
      '192.0.2.11',
      '192.0.2.20',
    ]);
    expect(textsOf(boxOf(diagram, 'vip:192.0.2.11'))).toContain('and 2 more');
  });

  test('each machine is master of its own group', () => {
    const words = (id: string) => textsOf(boxOf(diagram, id)).slice(0, 2);
    expect(words('member:a/BLUE')).toEqual(['MASTER', 'BLUE']);
    expect(words('member:b/BLUE')).toEqual(['BACKUP', 'BLUE']);
    expect(words('member:b/GREEN')).toEqual(['MASTER', 'GREEN']);
  });
});
