import { expect, test } from 'vitest';
import type { KeepalivedConfig } from '#core/languages/keepalived/config.ts';
import { lowerKeepalived } from '#core/languages/keepalived/lower.ts';
import { parseKeepalived } from '#core/languages/keepalived/parser.ts';
import { describeFinding, snapshotOf } from '../../support/workspace.ts';

function lower(text: string, id?: string): KeepalivedConfig {
  return lowerKeepalived(parseKeepalived(text), id);
}

function addresses(text: string): string[] {
  return lower(`vrrp_instance V {\n    virtual_ipaddress {\n        ${text}\n    }\n}\n`).instances.flatMap(
    (instance) => instance.vips.map((vip) => vip.text),
  );
}

test('a definition is put in, as $NAME and as $' + '{NAME}, nested too', () => {
  const [instance] = lower(
    `$NET=10.0.0\n$VIP=$${'{NET}'}.5/24\n$PRIO=150\nvrrp_instance V_$${'{PRIO}'} {\n    priority $PRIO\n    virtual_ipaddress {\n        $VIP dev eth0\n    }\n}\n`,
  ).instances;
  expect(instance?.name).toBe('V_150');
  expect(instance?.priority?.value).toBe(150);
  expect(instance?.vips.map((vip) => vip.text)).toEqual(['10.0.0.5/24']);
  expect(instance?.vips[0]?.device).toBe('eth0');
});

test('a definition of several lines may hold blocks, and stands where it is used', () => {
  const text = `$VIPS= \\
  virtual_ipaddress { \\
    192.168.1.100 \\
    192.168.1.101 \\
  }
vrrp_instance VI_1 {
  interface eth0
  $VIPS
  priority 90
}
`;
  const [instance, ...others] = lower(text).instances;
  expect(others).toEqual([]);
  expect(instance?.vips.map((vip) => vip.text)).toEqual(['192.168.1.100', '192.168.1.101']);
  expect(instance?.priority?.value).toBe(90);
  const site = instance?.vips[1]?.site;
  expect(site?.chunk.text.slice(site.range.start, site.range.end)).toBe('$VIPS');
});

test('a definition may hold whole blocks', () => {
  const text = `$BOTH= \\\nvrrp_instance A { \\\n  virtual_router_id 1 \\\n} \\\nvrrp_instance B { \\\n  virtual_router_id 2 \\\n}\n$BOTH\n`;
  expect(lower(text).instances.map(({ name, virtualRouterId }) => [name, virtualRouterId?.value])).toEqual([
    ['A', 1],
    ['B', 2],
  ]);
});

test('a definition counts from where it stands', () => {
  const text = '$P=1\nvrrp_instance A {\n    priority $P\n}\n$P=2\nvrrp_instance B {\n    priority $P\n}\n';
  expect(lower(text).instances.map(({ priority }) => priority?.value)).toEqual([1, 2]);
  expect(lower('vrrp_instance A {\n    priority $P\n}\n$P=2\n').instances[0]?.priority).toBeUndefined();
});

test('a conditional definition counts on its node only', () => {
  const text = '@lb1 $P=150\n@^lb1 $P=100\nvrrp_instance A {\n    priority $P\n}\n';
  expect(lower(text, 'lb1').instances[0]?.priority?.value).toBe(150);
  expect(lower(text, 'lb2').instances[0]?.priority?.value).toBe(100);
});

test('what keepalived defines by itself stays unknown', () => {
  expect(lower('router_id x\nvrrp_instance A_$_INSTANCE {\n}\n').instances).toEqual([]);
});

test.each([
  ['~SEQ(N, 3) 10.0.0.$N', ['10.0.0.1', '10.0.0.2', '10.0.0.3']],
  ['~SEQ(N,0,2) 10.0.0.$' + '{N}', ['10.0.0.0', '10.0.0.1', '10.0.0.2']],
  ['~SEQ(N, 5, 3) 10.0.0.$N', ['10.0.0.5', '10.0.0.4', '10.0.0.3']],
  ['~SEQ(N, 1, 2, 5) 10.0.0.$N', ['10.0.0.1', '10.0.0.3', '10.0.0.5']],
  ['~SEQx(N, 0x90, 0x10, 0xb0) fe80::$N', ['fe80::90', 'fe80::a0', 'fe80::b0']],
  ['~SEQx(N, 144, 16, 176) fe80::$N', ['fe80::90', 'fe80::a0', 'fe80::b0']],
  ['~SEQ(A, 1, 2) ~SEQ(B, 1, 2) 10.0.$' + '{A}.$B', ['10.0.1.1', '10.0.1.2', '10.0.2.1', '10.0.2.2']],
  ['~LST(N, 7, 9) 10.0.0.$N', ['10.0.0.7', '10.0.0.9']],
  ['~LST({A, B}, {10,1}, {20,4}) 10.0.$' + '{A}.$' + '{B}', ['10.0.10.1', '10.0.20.4']],
  ['~LST(A, 1, 2) ~SEQ(B, 5, 6) 10.0.$' + '{A}.$B', ['10.0.1.5', '10.0.1.6', '10.0.2.5', '10.0.2.6']],
])('%s', (text, expected) => {
  expect(addresses(text)).toEqual(expected);
});

test('a repeated definition of several lines makes as many blocks', () => {
  const text = `$VI= \\
  vrrp_instance VI_$${'{IF}'}_$ID { \\
    interface eth$IF \\
    virtual_router_id $ID \\
  }
~SEQ(IF, 0, 1) ~SEQ(ID, 51, 52) $VI
`;
  expect(lower(text).instances.map(({ name, interface: device }) => `${name} ${device?.value ?? ''}`)).toEqual([
    'VI_0_51 eth0',
    'VI_0_52 eth0',
    'VI_1_51 eth1',
    'VI_1_52 eth1',
  ]);
});

test('a repetition that cannot be read, or has no end, leaves nothing and does not hang', () => {
  for (const text of ['~SEQ() x', '~SEQ(N, a) x', '~SEQ(N, 1, 0, 9) x', '~SEQ(N, 1, 999999999) $N', '~LST({A, B) x']) {
    expect(() => addresses(text)).not.toThrow();
  }
  expect(addresses('~SEQ(A,1,4000) ~SEQ(B,1,4000) 10.0.0.1').length).toBeLessThan(5000);
});

function program(text: string): string[] {
  const settings = { keepalived: { version: '2.3.4' }, onlyProgram: true };
  const snapshot = snapshotOf(new Map([['keepalived.conf', text]]), settings);
  return snapshot.findings().map((finding) => describeFinding(snapshot, finding));
}

test("keepalived's own definitions: a number of the moment, and what starts a comment", () => {
  const text = `$OFF=$${'{_HASH}'}
$ON=\\#
vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  priority $${'{_RANDOM 1 10}'}
  $${'{OFF}'} nonsense {
  $ON more nonsense
  virtual_ipaddress {
    192.168.1.100
  }
}
`;
  expect(program(text)).toEqual([]);
  expect(lower(text.replace('nonsense {', 'nonsense')).instances[0]?.vips).toHaveLength(1);
});

test('lines of a definition may be conditional and repeated, and names of repeated blocks are open', () => {
  const text = `$VI= \\
vrrp_instance VI_$${'{N}'} { \\
  interface eth0 \\
  virtual_router_id $N \\
  @low priority 90 \\
  @high priority 110 \\
  virtual_ipaddress { \\
    ~SEQ(M, 2) 10.0.$${'{N}'}.$M \\
  } \\
}
~SEQ(N, 5) $VI
vrrp_sync_group G {
  group {
    VI_1
    VI_2
  }
}
`;
  expect(program(text)).toEqual([]);
});
