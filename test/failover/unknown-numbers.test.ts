import { describe, expect, test } from 'vitest';
import { parseFault } from '#core/failover/fault.ts';
import { failoverModel } from '#core/failover/model.ts';
import { predict } from '#core/failover/predict.ts';
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
  const fault = word === undefined ? undefined : parseFault(failoverModel(cluster, keepalived), word);
  if (fault && 'error' in fault) throw new Error(fault.error);
  const { steady, faults } = predict(cluster, { keepalived, faults: fault ? [[fault]] : [] });
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
