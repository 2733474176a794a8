import { describe, expect, test } from 'vitest';
import type { ScenarioEvent } from '#core/failover/vrrp/scenario.ts';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';
import { conf, holders, pair, script, start, tracked, vip } from './pair.ts';

describe('what reports of operators showed', () => {
  const states = (...list: string[]): string => list.map((state) => `    state ${state}\n`).join('');
  const lateStart: readonly ScenarioEvent[] = [
    [0, 'start', 'b'],
    [5.3, 'start', 'a'],
  ];

  test('a BACKUP behind a MASTER is ignored, and nopreempt with it', () => {
    const pairWith = (lines: string) => ({
      a: { priority: 150, lines: `${lines}    nopreempt\n` },
      b: { priority: 100, lines: '    state BACKUP\n    nopreempt\n' },
    });
    expect(holders(pairWith(states('BACKUP')), lateStart, 12)).toBe('b@3.6');
    expect(holders(pairWith(states('MASTER', 'BACKUP')), lateStart, 12)).toBe('b@3.6 a@8.8');
    expect(holders(pairWith(states('BACKUP', 'MASTER')), lateStart, 12)).toBe('b@3.6 a@8.8');
  });

  test('a source that is not local makes a node deaf from 2.3.3 on, and FAULT before', () => {
    const peers = (source: string, peer: string): string =>
      `    unicast_src_ip ${source}\n    unicast_peer {\n        ${peer}\n    }\n`;
    const nodes = (version: string) => ({
      a: { priority: 150, version, lines: peers('192.168.1.11', '192.168.1.12') },
      b: { priority: 100, version, lines: peers('192.168.1.77', '192.168.1.11') },
    });
    expect(holders(nodes('2.3.4'), [start], 6)).toBe('a@3.5 a+b@3.7');
    expect(holders(nodes('2.2.7'), [start], 6)).toBe('a@3.5');
  });

  test('strict mode demands an address, VRRPv2 without it does not', () => {
    const excluded = `    virtual_ipaddress_excluded {\n        ${vip}\n    }\n`;
    const nodes = (lines: string) => ({
      a: { priority: 150, vips: [], lines: excluded + lines },
      b: { priority: 100, vips: [], lines: excluded + lines },
    });
    expect(holders(nodes(''), [start], 6)).toBe('a@3.5');
    expect(holders(nodes('    strict_mode\n'), [start], 6)).toBe('');
  });

  test('a multicast group of an instance is none before 2.2.5: its id is used twice', () => {
    const second = `vrrp_instance VI_2 {\n    interface eth0\n    virtual_router_id 51\n    mcast_dst_ip 224.0.0.118\n    virtual_ipaddress {\n        192.168.1.101\n    }\n}\n`;
    const nodes = (version: string) => ({ a: { priority: 150, version, top: second } });
    expect(holders(nodes('2.3.4'), [[0, 'start', 'a']], 6)).toBe('a@3.5');
    expect(holders(nodes('2.1.5'), [[0, 'start', 'a']], 6)).toBe('');
  });
});

describe('keepalived before 2.2', () => {
  const trackedFile = '    track_file {\n        load weight 0\n    }\n';
  const top = 'vrrp_track_file load {\n    file %D%/value\n}\n';
  const second =
    'vrrp_instance VI_2 {\n    interface eth0\n    virtual_router_id 61\n    virtual_ipaddress {\n        192.168.1.101\n    }\n}\n';
  const group = (...names: string[]): string =>
    `vrrp_sync_group G {\n    group {\n        ${names.join('\n        ')}\n    }\n}\n`;
  const fails: readonly ScenarioEvent[] = [
    [0, 'start', 'a'],
    [6.3, 'write', 'a', 'value', '1'],
  ];
  const alone = (version: string, priority: number, more = ''): string =>
    holders({ a: { priority, version, top: top + more, lines: trackedFile } }, fails, 9);

  test('an owner does not look at its tracked file', () => {
    expect(alone('2.2.7', 255)).toBe('a@0.0 nobody@6.3');
    expect(alone('2.1.5', 255)).toBe('a@0.0');
  });

  test('a member of a sync group does not either, unless it is the only one', () => {
    expect(alone('2.2.7', 100, second + group('VI_1', 'VI_2'))).toContain('nobody@6.3');
    expect(alone('2.1.5', 100, second + group('VI_1', 'VI_2'))).not.toContain('nobody');
    expect(alone('2.1.5', 100, group('VI_1'))).toContain('nobody@6.3');
  });
});

describe('reloads', () => {
  const plain = conf({ priority: 150 });
  const twin = plain
    .replace('VI_1', 'VI_2')
    .replace(vip, '192.168.1.101')
    .replace('eth0\n', 'eth0\n    mcast_dst_ip 224.0.0.118\n');
  /** What a's second address does when a is reloaded with a text. */
  const second = (before: string, after: string): string => {
    const node = { ifs: { eth0: ['192.168.1.11/24'] }, conf: before };
    const other = { ifs: { eth0: ['192.168.1.12/24'] }, conf: before.replaceAll('priority 150', 'priority 100') };
    const events: ScenarioEvent[] = [
      [0, 'start', 'a', 'b'],
      [6.2, 'conf', 'a', after],
      [6.3, 'reload', 'a'],
    ];
    return simulateScenario({ nodes: { a: node, b: other }, events, until: 13, vips: ['192.168.1.101'] })
      .flatMap((entry) =>
        'vip' in entry && entry.vip === '192.168.1.101'
          ? [`${entry.holders.join('+') || 'nobody'}@${entry.t.toFixed(1)}`]
          : [],
      )
      .join(' ');
  };

  test('of instances with one id in several multicast groups only the first is found again', () => {
    expect(second(plain + twin, plain + twin)).toBe('a@3.5 nobody@6.3 b@6.9 a@9.7');
    expect(second(twin + plain, twin + plain)).toBe('a@3.5');
  });

  test('a keepalived that refuses what it reads ends, and its addresses stay', () => {
    const events: ScenarioEvent[] = [
      start,
      [6.2, 'conf', 'a', plain + plain.replace('VI_1', 'VI_2').replace(vip, '192.168.1.101')],
      [6.3, 'reload', 'a'],
      [13, 'start', 'a'],
    ];
    const nodes = (version: string) => ({ a: { priority: 150, version }, b: { priority: 100, version } });
    expect(holders(nodes('2.1.5'), events, 18)).toBe('a@3.5 a+b@9.9');
    expect(holders(nodes('2.3.4'), events, 18)).toBe('a@3.5 a+b@9.9');
    // There is nothing left to stop, and nobody who takes the address away.
    const stopped: ScenarioEvent[] = [...events, [15, 'stop', 'a'], [16, 'reload', 'a']];
    expect(holders(nodes('2.3.4'), stopped, 18)).toBe('a@3.5 a+b@9.9');
    expect(holders(pair, [start, [6, 'crash', 'a'], [12, 'stop', 'a']], 15)).toBe('a@3.5 a+b@9.1');
    expect(holders(pair, [start, [6, 'stop', 'a'], [9, 'killvrrp', 'a']], 15)).toBe('a@3.5 nobody@6.0 b@6.6');
  });

  test('a keepalived that crashes loses them', () => {
    const below = `${plain}${twin.replace(/ {4}mcast_dst_ip.*\n/, '    unicast_peer {\n        192.168.1.13\n    }\n')}`;
    const events: ScenarioEvent[] = [start, [6.2, 'conf', 'a', below], [6.3, 'reload', 'a']];
    const nodes = (version: string) => ({ a: { priority: 150, version }, b: { priority: 100, version } });
    expect(holders(nodes('2.1.5'), events, 12)).toBe('a@3.5 nobody@6.3 b@9.9');
    expect(holders(nodes('2.2.7'), events, 12)).toBe('a@3.5');
  });

  test('a start reads what was changed, and a node that is not told to reads nothing', () => {
    const lower = conf({ priority: 90 });
    const restarted: ScenarioEvent[] = [start, [6, 'conf', 'a', lower], [7, 'stop', 'a'], [12, 'start', 'a']];
    expect(holders(pair, restarted, 25)).toBe('a@3.5 nobody@7.0 b@7.6');
    expect(holders(pair, [start, [6, 'conf', 'a', lower], [7, 'reload', 'b']], 15)).toBe('a@3.5');
  });

  test('forget that a script is reversed, until the next start', () => {
    const top = 'vrrp_script flag {\n    script "/usr/bin/test -e %D%/flag"\n    interval 1\n}\n';
    const lines = '    track_script {\n        flag weight -60 reverse\n    }\n';
    const nodes = (version: string) => ({ a: { priority: 80, version, top, lines }, b: { priority: 120, version } });
    const reload: ScenarioEvent[] = [start, [6.3, 'reload', 'a']];
    // 80 + 60 = 140 becomes 80 − 60 = 20, and with the flag 1; the start counts it right again.
    const more: ScenarioEvent[] = [
      [13, 'touch', 'a', 'flag'],
      [20, 'rm', 'a', 'flag'],
      [30, 'stop', 'a'],
      [32, 'start', 'a'],
    ];
    for (const version of ['2.1.5', '2.2.7', '2.3.4']) {
      expect(holders(nodes(version), [...reload, ...more], 40)).toBe('a@3.5 b@9.8 a@35.5');
    }
    // A good script with a weight above 0, reversed: −40 becomes +40.
    const plus = { top, lines: lines.replace('-60', '40') };
    const rises = { a: { priority: 100, ...plus }, b: { priority: 70 } };
    const events: ScenarioEvent[] = [[0, 'touch', 'a', 'flag'], start, [6.3, 'reload', 'a']];
    expect(holders(rises, events, 15)).toMatch(/^b@3\.\d a@9\.\d$/);
  });

  test('with a reversed script of weight 0 nothing is certain', () => {
    const top = 'vrrp_script flag {\n    script "/usr/bin/test -e %D%/flag"\n    interval 1\n}\n';
    const lines = '    track_script {\n        flag weight 0 reverse\n    }\n';
    const node = { ifs: { eth0: ['192.168.1.11/24'] }, conf: conf({ priority: 100, top, lines }) };
    const certain = (events: ScenarioEvent[]): boolean =>
      simulateScenario({ nodes: { a: node }, events, until: 9 }).every(
        (entry) => !('vip' in entry) || entry.certain !== false,
      );
    expect(certain([[0, 'start', 'a']])).toBe(true);
    expect(
      certain([
        [0, 'start', 'a'],
        [6, 'reload', 'a'],
      ]),
    ).toBe(false);
  });

  test('an instance that is new starts', () => {
    expect(second(plain, plain + twin)).toBe('a@9.7');
  });
});

test('an owner that a script holds back does not wait for vrrp_startup_delay as well', () => {
  const top = `global_defs {\n    script_user root\n    vrrp_startup_delay 3\n}\n${script}`;
  const owner = (version: string, lines: string): string =>
    holders({ a: { priority: 255, version, top, lines } }, [[0, 'start', 'a']], 9);
  expect(owner('2.3.4', tracked(0))).toBe('a@0.0');
  expect(owner('2.3.4', '')).toBe('a@3.0');
  expect(owner('2.1.5', tracked(0))).toBe('a@3.0');
});

describe('vrrp_startup_delay', () => {
  const top = 'global_defs {\n    vrrp_startup_delay 5\n}\n';
  const alone = (version: string, lines = ''): string =>
    holders(
      { a: { priority: 100, version, top: top + lines } },
      [
        [0, 'start', 'a'],
        [2, 'reload', 'a'],
      ],
      12,
    );

  test('before 2.2 nothing that is heard meanwhile stretches it', () => {
    const nodes = (version: string) => ({ a: { priority: 150, top, version }, b: { priority: 100, version } });
    expect(holders(nodes('2.1.5'), [start])).toMatch(/^b@3\.\d a@8\.[45]$/);
    // Nor what is refused.
    const other = '    authentication {\n        auth_type PASS\n        auth_pass other\n    }\n';
    const refusing = (version: string) => ({
      a: { priority: 150, top, version, lines: other },
      b: { priority: 100, version },
    });
    expect(holders(refusing('2.1.5'), [start], 20)).toMatch(/^b@3\.\d a\+b@8\.[45]$/);
  });

  test('a reload ends it before 2.2, and later leaves what is left of it', () => {
    expect(alone('2.1.5')).toBe('a@5.6');
    expect(alone('2.2.7')).toBe('a@8.6');
    expect(alone('2.3.4')).toBe('a@8.6');
  });
});

describe('two instances with one id on an interface', () => {
  const unicast = (name: string, address: string, peer: string): string =>
    conf({ priority: 100, vips: [address], lines: `    unicast_peer {\n        ${peer}\n    }\n` }).replace(
      'VI_1',
      name,
    );
  const alone = (version: string, text: string): string => {
    const node = { ifs: { eth0: ['192.168.1.11/24'] }, conf: text, version };
    return simulateScenario({ nodes: { a: node }, events: [[0, 'start', 'a']], until: 6, vips: [vip] })
      .flatMap((entry) => ('vip' in entry && entry.vip === vip ? [entry.holders.join('+')] : []))
      .join(' ');
  };
  const first = unicast('VI_1', vip, '192.168.1.12');

  test('are refused with one peer; with different ones since 2.2.5 they are not', () => {
    const apart = first + unicast('VI_2', '192.168.1.101', '192.168.1.13');
    const same = first + unicast('VI_2', '192.168.1.101', '192.168.1.12');
    expect(['2.1.5', '2.2.7', '2.3.4'].map((version) => alone(version, apart))).toEqual(['', 'a', 'a']);
    expect(['2.1.5', '2.2.7', '2.3.4'].map((version) => alone(version, same))).toEqual(['', '', '']);
  });

  test('unicast below multicast makes 2.1.5 crash, above it does not', () => {
    const plain = conf({ priority: 100 });
    const other = unicast('VI_2', '192.168.1.101', '192.168.1.12');
    const otherId = other.replace('virtual_router_id 51', 'virtual_router_id 52');
    expect(alone('2.1.5', plain + other)).toBe('');
    expect(alone('2.1.5', plain + otherId)).toBe('');
    expect(alone('2.1.5', other + plain)).toBe('a');
    expect(alone('2.2.7', plain + other)).toBe('a');
    // The socket of the first unicast instance is found before anything is compared with the multicast one.
    const third = unicast('VI_3', '192.168.1.102', '192.168.1.13').replace(
      'virtual_router_id 51',
      'virtual_router_id 53',
    );
    expect(alone('2.1.5', otherId + plain + third)).toBe('a');
  });
});

test('down_timer_adverts counts from 2.2.3 on, that of the file, too', () => {
  const waits = (version: string, lines: string, top = ''): string =>
    holders({ a: { priority: 100, version, top, lines } }, [[0, 'start', 'a']], 9);
  expect(waits('2.2.7', '    down_timer_adverts 2\n')).toBe('a@2.6');
  expect(waits('2.2.7', '', 'global_defs {\n    vrrp_down_timer_adverts 2\n}\n')).toBe('a@2.6');
  expect(waits('2.1.5', '    down_timer_adverts 2\n')).toBe('a@3.6');
});
