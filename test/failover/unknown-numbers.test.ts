import { describe, expect, test } from 'vitest';
import { failoverOf } from '#core/failover/engines.ts';
import { parseFault } from '#core/failover/fault.ts';
import { predict } from '#core/failover/predict.ts';
import { failoverModel } from '#core/failover/vrrp/model.ts';
import { snapshotOf } from '../support/workspace.ts';

const keepalived = [2, 3, 4];

/** "holders verdict" of the pair's address when all is well, or after a fault; lb1 has 200, lb2 150. */
function outcome(top: string, tracking: string, word?: string, addresses = '192.168.1.100'): string {
  const conf = (priority: number): string =>
    `${top}\nvrrp_instance VI_1 {\n state BACKUP\n interface eth0\n virtual_router_id 51\n priority ${priority}\n${tracking}\n virtual_ipaddress {\n${addresses}\n }\n}\n`;
  const files = new Map([
    ['lb1/keepalived.conf', conf(200)],
    ['lb2/keepalived.conf', conf(150)],
  ]);
  const [cluster] = snapshotOf(files).clusters();
  if (!cluster) throw new Error('no cluster');
  const fault = word === undefined ? undefined : parseFault(failoverOf(cluster, keepalived), word);
  if (fault && 'error' in fault) throw new Error(fault.error);
  const { steady, faults } = predict(failoverOf(cluster, keepalived), { faults: fault ? [[fault]] : [] });
  const vip = addresses.split('\n')[0]?.trim() ?? '';
  const holding = (fault ? faults[0]?.vips : steady)?.get(vip);
  if (!holding) throw new Error('no prediction');
  return `${holding.holders.join('+') || 'nobody'} ${holding.verdict}${holding.certain ? '' : ' (uncertain)'}`;
}

const script = (name: string, command: string): string => `vrrp_script ${name} {\n script "${command}"\n interval 1\n}`;
const tracks = (kind: string, line: string): string => ` ${kind} {\n ${line}\n }`;

describe('a check that counts the other way round', () => {
  const flag = script('upkeep', '/usr/bin/test -e /etc/keepalived/upkeep');

  test('a flag is not there when all is well, and lowers the priority when it is', () => {
    const line = tracks('track_script', 'upkeep weight 100 reverse');
    expect(outcome(flag, line)).toBe('lb1 ok');
    expect(outcome(flag, line, 'lb1:check:upkeep')).toBe('lb2 ok');
    expect(outcome(flag, line, 'lb2:check:upkeep')).toBe('lb1 ok');
  });

  test('without a weight a flag that is there is a fault', () => {
    const line = tracks('track_script', 'upkeep weight 0 reverse');
    expect(outcome(flag, line)).toBe('lb1 ok');
    expect(outcome(flag, line, 'lb1:check:upkeep')).toBe('lb2 ok');
  });

  test('a test of a service succeeds when all is well, which is a fault then', () => {
    const check = script('chk_app', '/usr/bin/pgrep app');
    expect(outcome(check, tracks('track_script', 'chk_app weight 0 reverse'))).toBe('nobody no-holder');
  });

  test('what nobody can tell is said', () => {
    const other = script('thing', '/usr/local/bin/thing');
    expect(outcome(other, tracks('track_script', 'thing weight 100 reverse'))).toBe('lb1 ok (uncertain)');
  });
});

describe('a number in a file', () => {
  const file = (lines: string): string => `track_file drain {\n file /etc/keepalived/drain\n ${lines}\n}`;

  test('it may be any, and the answer is uncertain', () => {
    expect(outcome(file('weight 1'), tracks('track_file', 'drain'))).toBe('lb1 ok (uncertain)');
    expect(outcome(file('weight 1'), tracks('track_file', 'drain'), 'lb1:check:drain')).toBe('lb2 ok (uncertain)');
    expect(outcome(file('weight -60'), tracks('track_file', 'drain'), 'lb1:check:drain')).toBe('lb2 ok (uncertain)');
    expect(outcome(file('weight -40'), tracks('track_file', 'drain'), 'lb1:check:drain')).toBe('lb1 ok (uncertain)');
  });

  test('what keepalived writes at its start is taken for it', () => {
    const written = file('weight 0\n init_file 1');
    expect(outcome(written, tracks('track_file', 'drain'))).toBe('nobody no-holder (uncertain)');
  });

  test('without a weight and reversed, a file that is there keeps the node in', () => {
    expect(outcome(file('weight 0'), tracks('track_file', 'drain weight 0 reverse'))).toBe('lb1 ok (uncertain)');
  });
});

test('a check of a HAProxy that notify lines stop on a standby fails there, which is not followed and is said', () => {
  const check = script('chk_haproxy', '/usr/bin/killall -0 haproxy');
  const line = `${tracks('track_script', 'chk_haproxy weight -60')}`;
  expect(outcome(check, line, 'lb1:haproxy')).toBe('lb2 ok');
  const switched = `${line}\n notify_backup "/usr/bin/systemctl stop haproxy"`;
  expect(outcome(check, switched)).toBe('lb1 ok (uncertain)');
  // 200 − 60 is not below 150 − 60.
  expect(outcome(check, switched, 'lb1:haproxy')).toBe('lb1 unhealthy-holder (uncertain)');
  expect(outcome(check, switched, 'lb1:crash')).toBe('lb2 ok (uncertain)');
});

describe('HAProxy that binds the address on a standby', () => {
  const check = script('chk_haproxy', '/usr/bin/pgrep haproxy');

  function standing(options: { bind?: string; sysctl?: string; weight?: string }, ...words: string[]): string {
    const { bind = '192.168.1.100:80', sysctl, weight = '' } = options;
    const conf = (priority: number): string =>
      `${check}\nvrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n priority ${priority}\n${tracks('track_script', `chk_haproxy ${weight}`)}\n virtual_ipaddress {\n192.168.1.100\n }\n}\n`;
    const files = new Map<string, string>();
    for (const [node, priority] of [
      ['lb1', 200],
      ['lb2', 150],
    ] as const) {
      files.set(`${node}/keepalived.conf`, conf(priority));
      files.set(`${node}/haproxy.cfg`, `frontend web\n bind ${bind}\n default_backend b\nbackend b\n`);
      if (sysctl !== undefined) files.set(`${node}/sysctl.d/60.conf`, sysctl);
    }
    const [cluster] = snapshotOf(files).clusters();
    if (!cluster) throw new Error('no cluster');
    const faults = words.map((word) => {
      const fault = parseFault(failoverOf(cluster, keepalived), word);
      if ('error' in fault) throw new Error(fault.error);
      return fault;
    });
    const holding = predict(failoverOf(cluster, keepalived), { faults: [faults] }).faults[0]?.vips.get('192.168.1.100');
    return `${holding?.holders.join('+') || 'nobody'}${holding?.certain ? '' : ' (uncertain)'}`;
  }

  test('by the default of the kernel it does not run there, which is no certainty', () => {
    expect(standing({}, 'lb1:crash')).toBe('nobody (uncertain)');
    expect(standing({}, 'lb2:crash')).toBe('lb1 (uncertain)');
    expect(standing({ weight: 'weight -60' }, 'lb1:crash')).toBe('lb2 (uncertain)');
    expect(standing({ sysctl: 'net.ipv4.ip_nonlocal_bind = 0\n' }, 'lb1:crash')).toBe('nobody (uncertain)');
  });

  test.each([
    ['the kernel lets it', { sysctl: 'net.ipv4.ip_nonlocal_bind = 1\n' }],
    ['its line is transparent', { bind: '192.168.1.100:80 transparent' }],
    ['it binds every address', { bind: ':80' }],
  ])('it runs there where %s', (_, options) => {
    expect(standing(options, 'lb1:crash')).toBe('lb2');
  });
});

describe('of several lines', () => {
  const conf = (lines: string, priority: number): string =>
    `vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n priority ${priority}\n${lines}\n virtual_ipaddress {\n192.168.1.100\n }\n}\n`;

  function holder(lines: string): string {
    const files = new Map([
      ['lb1/keepalived.conf', conf(lines, 100)],
      ['lb2/keepalived.conf', conf('', 100)],
    ]);
    const [cluster] = snapshotOf(files).clusters();
    if (!cluster) throw new Error('no cluster');
    return (
      predict(failoverOf(cluster, keepalived), { faults: [] }).steady.get('192.168.1.100')?.holders.join('+') ?? ''
    );
  }

  test('MASTER counts wherever it stands, so nopreempt does not', () => {
    const routerOf = (lines: string): boolean | undefined => {
      const [cluster] = snapshotOf(
        new Map([
          ['lb1/keepalived.conf', conf(lines, 110)],
          ['lb2/keepalived.conf', conf('', 100)],
        ]),
      ).clusters();
      return cluster && failoverModel(cluster, keepalived).routers[0]?.nopreempt;
    };
    expect(routerOf(' state BACKUP\n nopreempt')).toBe(true);
    expect(routerOf(' state MASTER\n state BACKUP\n nopreempt')).toBe(false);
    expect(routerOf(' state BACKUP\n state MASTER\n nopreempt')).toBe(false);
  });

  test('the first version counts: nodes of two versions do not hear each other', () => {
    expect(holder(' version 2\n version 3')).not.toContain('+');
    expect(holder(' version 3\n version 2')).toBe('lb1+lb2');
  });
});

describe('doubts from outside', () => {
  const conf = (name: string, lines: string, vip: string): string =>
    `vrrp_instance ${name} {\n interface eth0\n virtual_router_id 51\n priority 100\n${lines}\n virtual_ipaddress {\n${vip}\n }\n}\n`;

  test('another cluster with the same id', () => {
    const files = new Map([
      ['lb1/keepalived.conf', conf('VI_1', '', '192.168.1.100')],
      ['lb2/keepalived.conf', conf('VI_1', '', '192.168.1.100')],
      ['db/keepalived.conf', conf('VI_DB', '', '192.168.1.200')],
    ]);
    const steady = (): boolean | undefined => {
      const [cluster] = snapshotOf(files).clusters();
      return cluster && predict(failoverOf(cluster, keepalived), { faults: [] }).steady.get('192.168.1.100')?.certain;
    };
    files.set('lb1/keepalived.conf', conf('VI_1', ' priority 110', '192.168.1.100'));
    expect(steady()).toBe(false);
    files.set('db/keepalived.conf', conf('VI_DB', '', '192.168.2.200'));
    expect(steady()).toBe(true);
  });

  test('a group that moves together with an uncertain one', () => {
    const both = (priority: number, lines: string, group: string): string =>
      `${conf('VI_1', ` priority ${priority}\n${lines}`, '192.168.1.100')}${conf('VI_2', ` priority ${priority}\n`, '192.168.1.101').replace('51', '52')}${group}`;
    const group = 'vrrp_sync_group G {\n group {\n VI_1\n VI_2\n }\n}\n';
    const certain = (lines: string, tied: string): boolean | undefined => {
      const [cluster] = snapshotOf(
        new Map([
          ['lb1/keepalived.conf', both(110, lines, tied)],
          ['lb2/keepalived.conf', both(100, lines, tied)],
        ]),
      ).clusters();
      return cluster && predict(failoverOf(cluster, keepalived), { faults: [] }).steady.get('192.168.1.101')?.certain;
    };
    expect(certain('', group)).toBe(true);
    expect(certain(' use_vmac', group)).toBe(false);
    expect(certain(' use_vmac', '')).toBe(true);
  });
});
