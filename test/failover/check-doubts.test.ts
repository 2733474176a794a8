import { expect, test } from 'vitest';
import { failoverOf } from '#core/failover/engines.ts';
import { predict } from '#core/failover/predict.ts';
import { pairOf } from '../cluster/pitfalls.ts';
import { snapshotOf } from '../support/workspace.ts';

/** What is said of the address when HAProxy of lb1 dies, and with `!` for certain. */
function afterHaproxy(command: string, track = '    chk_haproxy\n'): string {
  const script = `vrrp_script chk_haproxy {\n  script ${command}\n  interval 2\n  fall 2\n}\n`;
  const [cluster] = snapshotOf(pairOf({ script, track })).clusters();
  if (!cluster) throw new Error('no cluster');
  const { faults } = predict(failoverOf(cluster, [2, 2, 7]));
  const fault = faults.find(({ faults: [first] }) => first?.kind === 'haproxy' && first.node === 'lb1');
  const [holding] = fault?.vips.values() ?? [];
  return `${holding?.verdict}${holding?.certain ? '!' : '?'}`;
}

test.each([
  ['"/usr/bin/curl -fs http://127.0.0.1:8404/health"', 'ok!'],
  ['"/usr/bin/pgrep -x haproxy"', 'ok!'],
  ['"/usr/local/bin/check"', 'ok!'],
  [`"/bin/sh -c 'curl -fs http://127.0.0.1:8404/health || exit 1'"`, 'ok!'],
  [`"/bin/bash -c '</dev/tcp/127.0.0.1/8404'"`, 'ok!'],
])('%s watches HAProxy', (command, told) => {
  expect(afterHaproxy(command)).toBe(told);
});

test.each([
  ['"/usr/bin/pgrep keepalived"'],
  ['"/usr/bin/ping -c 1 192.168.1.1"'],
  ['"/usr/bin/curl -fs http://192.168.1.51:443/"'],
  [`"/bin/sh -c 'curl -fs http://127.0.0.1:8404/health; true'"`],
  ['"/bin/true"'],
  ['"/usr/bin/curl -fs http://127.0.0.1:8404/health || exit 1"'],
  [`"/bin/sh -c '</dev/tcp/127.0.0.1/8404'"`],
  ['"</dev/tcp/127.0.0.1/8404"'],
  [`"/usr/bin/timeout 1 dash -c 'exec 3<>/dev/tcp/127.0.0.1/8404'"`],
  [`"/bin/sh -c '/sbin/ip -4 addr show eth0 | grep -q 192.168.1.100'"`],
])('%s is called so, and nothing is certain', (command) => {
  expect(afterHaproxy(command)).toMatch(/\?$/);
});

test('a line with a second name is not one that tracks for certain', () => {
  expect(afterHaproxy('"/usr/bin/pgrep -x haproxy"', '    chk_haproxy chk_other\n')).toMatch(/\?$/);
});
