import { describe, expect, test } from 'vitest';
import type { ScenarioEvent } from '#core/failover/vrrp/scenario.ts';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';

import { conf, holders, pair, script, start, vip } from './pair.ts';

describe('details that only the source and the lab tell', () => {
  test('a unicast farewell without carrier arrives when the cable is back in time', () => {
    const lines = (own: number, peer: number) =>
      `    advert_int 2\n    unicast_src_ip 192.168.1.${own}\n    unicast_peer {\n        192.168.1.${peer}\n    }\n`;
    const nodes = { a: { priority: 100, lines: lines(11, 12) }, b: { priority: 99, lines: lines(12, 11) } };
    const unplugged = (seconds: number) =>
      holders(nodes, [start, [11, 'unplug', 'a', 'eth0'], [11 + seconds, 'plug', 'a', 'eth0']], 17.4);
    expect(unplugged(1.6)).toBe('a@6.6 nobody@11.0 b@13.6');
    expect(unplugged(3.2)).toBe('a@6.6 nobody@11.0 b@17.3');
  });

  test('for an owner a tracked file of weight 1 is one of weight 0, and any other weight is none', () => {
    const top = 'vrrp_track_file value {\n    file "%D%/value"\n}\n';
    const written = (weight: string) => {
      const lines = `    track_file {\n        value${weight}\n    }\n`;
      const nodes = { a: { priority: 255, top, lines }, b: { priority: 100 } };
      return holders(nodes, [start, [6, 'write', 'a', 'value', '40']]);
    };
    expect(written('')).toBe('a@0.0 nobody@6.0 b@6.6');
    expect(written(' weight 10')).toBe('a@0.0');
  });

  test('up to 2.2.7 refused advertisements stretch the startup delay, later ones are not read in it', () => {
    const secret = (text: string) => `    authentication {\n        auth_type PASS\n        auth_pass ${text}\n    }\n`;
    const nodes = (version: string) => ({
      a: { priority: 255, version, lines: secret('one') },
      b: { priority: 190, version, top: 'global_defs {\n    vrrp_startup_delay 2\n}\n', lines: secret('two') },
    });
    const late: Parameters<typeof holders>[1] = [
      [0, 'start', 'a'],
      [0.5, 'start', 'b'],
    ];
    expect(holders(nodes('2.2.7'), late)).toBe('a@0.0 a+b@7.8');
    expect(holders(nodes('2.2.8'), late)).toBe('a@0.0 a+b@5.8');
  });

  test('after a reload the new interval counts', () => {
    const slower = conf({ priority: 40, lines: '    advert_int 2\n' });
    const events: ScenarioEvent[] = [start, [6, 'conf', 'b', slower], [6.1, 'reload', 'b']];
    // Two intervals differ, so b hears nothing that it takes, and waits 3 × 2 s and its skew.
    expect(holders({ a: { priority: 150 }, b: { priority: 100 } }, events)).toBe('a@3.5 a+b@12.9');
  });

  test('a cut of another interface cuts nothing', () => {
    expect(holders(pair, [start, [6, 'cut', 'a', 'eth1']])).toBe('a@3.5');
    expect(holders(pair, [start, [6, 'cut', 'a', 'eth0'], [12, 'heal', 'a', 'eth0']])).toBe('a@3.5 a+b@9.1 a@12.1');
  });

  test('a daemon that hangs notices a cable and obeys a signal when it goes on', () => {
    const hung: ScenarioEvent = [6, 'stopsig', 'a'];
    const on: ScenarioEvent = [12, 'cont', 'a'];
    expect(holders(pair, [start, hung, [7, 'unplug', 'a', 'eth0'], on])).toBe('a@3.5 a+b@9.1 b@12.0');
    // Before the signal has gone from the parent to its child, that has answered b's advertisements.
    expect(holders(pair, [start, hung, [7, 'stop', 'a'], on])).toBe('a@3.5 a+b@9.1 a@12.0 nobody@12.0 b@12.6');
  });

  test('a daemon that is told to stop takes a second before it can be started again', () => {
    expect(holders(pair, [start, [6, 'stop', 'a'], [6.2, 'start', 'a']])).toBe('a@3.5 nobody@6.0 b@6.6 a@10.5');
    expect(holders(pair, [start, [6, 'stop', 'a'], [8, 'start', 'a']])).toBe('a@3.5 nobody@6.0 b@6.6 a@11.5');
  });

  test('a master that hung reads that another one is above it, and gives way without a word', () => {
    const events: ScenarioEvent[] = [start, [11.4, 'stopsig', 'a'], [18.7, 'cont', 'a'], [20.4, 'power', 'b']];
    // b goes on in its own rhythm: it is last heard at 19.5 s, not a second after a has gone on.
    expect(
      holders({ a: { priority: 200 }, b: { priority: 200 } }, [
        [0, 'start', 'a'],
        [0.5, 'start', 'b'],
        ...events.slice(1),
      ]),
    ).toBe('a@3.3 a+b@14.5 b@18.7 nobody@20.4 a@22.7');
  });

  test('in strict mode nothing but the priority decides who starts as MASTER', () => {
    const top = 'global_defs {\n    vrrp_strict\n}\n';
    const lines = '    state BACKUP\n    down_timer_adverts 5\n';
    expect(holders({ a: { priority: 255, top, lines }, b: { priority: 100, top, lines } }, [start])).toBe('a@0.0');
    expect(holders({ a: { priority: 150, top, lines }, b: { priority: 100, top, lines } }, [start])).toBe('a@3.5');
  });

  test('an owner that starts as BACKUP waits for its preempt_delay', () => {
    const late: ScenarioEvent[] = [
      [0, 'start', 'b'],
      [5, 'start', 'a'],
    ];
    const first = (lines: string) => holders({ a: { priority: 255, lines }, b: { priority: 100 } }, late);
    expect(first('    state BACKUP\n    preempt_delay 5\n')).toBe('b@3.6 a@12.7');
    expect(first('    preempt_delay 5\n')).toBe('b@3.6 a@5.0');
    expect(first('    state BACKUP\n    nopreempt\n')).toBe('b@3.6 a@8.0');
  });

  test('a reload starts a preempt_delay anew', () => {
    const nodes = { a: { priority: 200, lines: '    preempt_delay 5\n' }, b: { priority: 100 } };
    const events: ScenarioEvent[] = [
      [0, 'start', 'b'],
      [5, 'start', 'a'],
    ];
    // The last advertisement that is accepted, at 9.6 s or 12.6 s, and 3.219 s.
    expect(holders(nodes, events)).toBe('b@3.6 a@12.9');
    expect(holders(nodes, [...events, [8, 'reload', 'a']])).toBe('b@3.6 a@15.9');
  });

  test('an owner that ignores advertisements stays beside another one', () => {
    const lines = '    owner_ignore_adverts\n';
    const both = (version: string) =>
      holders({ a: { priority: 255, lines, version }, b: { priority: 255, lines, version } }, [
        [0, 'start', 'a'],
        [5, 'start', 'b'],
      ]);
    expect(both('2.3.4')).toBe('a@0.0 a+b@5.0');
    expect(both('2.2.7')).toBe('a@0.0 b@5.0');
  });

  test('a watched process is HAProxy, and its block gives the weight', () => {
    const top = 'vrrp_track_process web {\n    process haproxy\n    weight -60\n    terminate_delay 2\n}\n';
    const lines = '    track_process {\n        web\n    }\n';
    const nodes = { a: { priority: 150, top, lines }, b: { priority: 100, top, lines } };
    expect(holders(nodes, [start, [6, 'haproxy', 'a', 'down']], 16)).toBe('a@3.5 b@11.1');
  });
});

describe('sync groups', () => {
  const group = 'vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n}\n';
  const second = `vrrp_instance VI_2 {
    interface eth1
    virtual_router_id 52
    priority PRIORITY
    virtual_ipaddress {
        10.9.0.100
    }
}
`;
  const node = (priority: number, host: number, top: string) => ({
    ifs: { eth0: [`192.168.1.${host}/24`], eth1: [`10.9.0.${host}/24`] },
    conf: top + conf({ priority }) + second.replace('PRIORITY', String(priority)),
  });
  const masters = (top: string): string[] => {
    const timeline = simulateScenario({
      nodes: { a: node(150, 11, top), b: node(100, 12, top) },
      events: [start, [6, 'down', 'a', 'eth1']],
      until: 14,
    });
    return [vip, '10.9.0.100'].map((address) => {
      const last = timeline.findLast((entry) => 'vip' in entry && entry.vip === address);
      return last && 'vip' in last ? last.holders.join('+') : '';
    });
  };

  test('a script of weight 0 in a member and in its group is waited for without end', () => {
    const top = `${script}${group.replace(/}\n$/, '    track_script {\n        chk\n    }\n}\n')}`;
    const lines = '    track_script {\n        chk\n    }\n';
    const node = (own: string) => ({
      ifs: { eth0: ['192.168.1.11/24'], eth1: ['10.9.0.11/24'] },
      conf: top + conf({ priority: 150, lines: own }) + second.replace('PRIORITY', '150'),
      files: { ok: '1' },
    });
    const taken = (own: string) =>
      simulateScenario({ nodes: { a: node(own) }, events: [[0, 'start', 'a']], until: 30 }).flatMap((entry) =>
        'vip' in entry ? [entry.vip] : [],
      );
    expect(taken('')).toEqual([vip, '10.9.0.100']);
    expect(taken(lines)).toEqual([]);
  });

  test('owners in a group that wait for a script start with its first result', () => {
    const checked = script + group.replace(/}\n$/, '    track_script {\n        chk\n    }\n}\n');
    const first = (top: string) => {
      const conf255 = top + conf({ priority: 255, lines: '    advert_int 3\n' }) + second.replace('PRIORITY', '255');
      const nodes = {
        a: { ifs: { eth0: ['192.168.1.11/24'], eth1: ['10.9.0.11/24'] }, conf: conf255, files: { ok: '1' } },
      };
      const entries = simulateScenario({ nodes, events: [[0, 'start', 'a']], until: 9 });
      return entries.find((entry) => 'vip' in entry)?.t;
    };
    expect(first(group)).toBeCloseTo(3.04, 1);
    expect(first(checked)).toBeCloseTo(0.04, 1);
  });

  test('an interface keeps its weight in a member, and a tracker of both counts once', () => {
    const tracking = 'vrrp_script chk {\n    script "/usr/bin/test -e %D%/ok"\n    interval 1\n    weight -20\n}\n';
    const lines =
      '    track_interface {\n        eth2 weight -60\n    }\n    track_script {\n        chk weight -10\n    }\n';
    const weighted = group.replace(
      /}\n$/,
      '    sync_group_tracking_weight\n    track_script {\n        chk weight -40\n    }\n}\n',
    );
    const node = (priority: number, host: number) => ({
      ifs: { eth0: [`192.168.1.${host}/24`], eth1: [`10.9.0.${host}/24`], eth2: [`10.2.0.${host}/24`] },
      conf: tracking + conf({ priority, lines }) + second.replace('PRIORITY', String(priority)) + weighted,
      files: { ok: '1' },
    });
    const last = (events: readonly ScenarioEvent[]) =>
      simulateScenario({ nodes: { a: node(150, 11), b: node(105, 12) }, events: [start, ...events], until: 30 })
        .flatMap((entry) => ('vip' in entry && entry.vip === vip ? [entry.holders.join('+')] : []))
        .at(-1);
    // 150 − 40 = 110 > 105: were both counted, it would be 100. VI_2 stays above in any case, and with it the group.
    expect(last([[6, 'rm', 'a', 'ok']])).toBe('a');
    expect(last([[6, 'unplug', 'a', 'eth2']])).toBe('a');
  });

  test('move all their addresses together', () => {
    expect(masters(group)).toEqual(['b', 'b']);
    expect(masters('')).toEqual(['a', 'b']);
  });
});
