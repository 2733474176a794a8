import { expect, test } from 'vitest';
import { failoverOf } from '#core/failover/engines.ts';
import { predict } from '#core/failover/predict.ts';
import { snapshotOf } from '../support/workspace.ts';

/** The pair with two addresses, of which HAProxy binds what is given: "address verdict", then the properties that hold for certain. */
function told(binds: string, addresses = ['192.168.1.100', '192.168.1.101'], extra = ''): string[] {
  const files = new Map<string, string>();
  for (const [node, priority] of [
    ['lb1', 110],
    ['lb2', 100],
  ] as const) {
    files.set(
      `${node}/keepalived.conf`,
      `vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n priority ${priority}\n${extra}\n virtual_ipaddress {\n${addresses.join('\n')}\n }\n}\n`,
    );
    if (binds !== '') files.set(`${node}/haproxy.cfg`, `frontend web\n${binds}\n default_backend b\nbackend b\n`);
  }
  const [cluster] = snapshotOf(files).clusters();
  if (!cluster) throw new Error('no cluster');
  const { steady, properties } = predict(failoverOf(cluster, [2, 3, 4]));
  const kept = properties.filter(({ holds, certain }) => holds && certain).map(({ id }) => id.replace(/-after.*/, ''));
  return [...[...steady].map(([vip, { verdict }]) => `${vip} ${verdict}`), kept.join(' ')];
}

test('an address that no frontend listens on is no healthy one', () => {
  const [one, other, kept] = told(' bind 192.168.1.100:80');
  expect([one, other]).toEqual(['192.168.1.100 ok', '192.168.1.101 not-served']);
  expect(kept).not.toContain('healthy-holder');
});

test.each([
  ['every address', ' bind :80'],
  ['a name, which may be any', ' bind lb.example.com:80'],
  ['a variable', ' bind "$ADDRESS:80"'],
])('a frontend on %s serves both', (_, binds) => {
  expect(told(binds).slice(0, 2)).toEqual(['192.168.1.100 ok', '192.168.1.101 ok']);
});

test('without HAProxy nothing is said of who listens', () => {
  expect(told('')).toEqual([
    '192.168.1.100 ok',
    '192.168.1.101 ok',
    'one-holder no-duplicate-address healthy-holder recovers-by-itself returns-home',
  ]);
});

test('nobody asks for the link-local address that an IPv6 instance begins with', () => {
  expect(told(' bind 2001:db8::100:80', ['fe80::5', '2001:db8::100']).slice(0, 2)).toEqual([
    'fe80::5 ok',
    '2001:db8::100 ok',
  ]);
});

test('nothing is claimed of a cluster in which the answers are uncertain', () => {
  expect(told(' bind :80', undefined, ' track_bfd {\n link\n }').at(-1)).toBe('');
});

test('an address that nobody has breaks what is said of holders', () => {
  const [, , kept] = told(' bind :80', ['192.168.1.100', '2001:db8::100']);
  expect(kept).not.toContain('one-holder');
});

test('what makes a standby unable is not followed, and is said', () => {
  expect(told(' bind :80', ['2001:db8::100'], ' unicast_peer {\n fe80::2\n }').at(-1)).toBe('');
});

test('over IPv6 nobody hears unicast without unicast_src_ip', () => {
  const peers = ' unicast_peer {\n 2001:db8::2\n }';
  expect(told(' bind :80', ['2001:db8::100'], peers)[0]).toBe('2001:db8::100 several-holders');
});

test.each([
  ['no_accept', ' no_accept', 'not-served'],
  ['no_accept below accept', ' accept\n no_accept', 'not-served'],
  ['accept below no_accept', ' no_accept\n accept', 'ok'],
  ['strict mode', ' strict_mode on', 'not-served'],
  ['strict mode with accept, which VRRPv2 does not allow', ' strict_mode on\n accept', 'not-served'],
  ['strict mode with accept in VRRPv3', ' strict_mode on\n accept\n version 3', 'ok'],
])('what the firewall drops reaches nobody: %s', (_, lines, verdict) => {
  expect(told(' bind :80', undefined, lines)[0]).toBe(`192.168.1.100 ${verdict}`);
});

test('without HAProxy the addresses of a router drop what is sent to them by right', () => {
  const routes = ' virtual_routes {\n 0.0.0.0/0 via 192.168.1.254 dev eth0\n }';
  expect(told('', undefined, ` no_accept\n${routes}`)[0]).toBe('192.168.1.100 ok');
  expect(told('', undefined, ' no_accept')[0]).toBe('192.168.1.100 not-served');
  expect(told(' bind :80', undefined, ` no_accept\n${routes}`)[0]).toBe('192.168.1.100 not-served');
});
