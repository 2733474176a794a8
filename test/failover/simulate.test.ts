import { describe, expect, test } from 'vitest';
import type { Scenario, ScenarioEvent } from '#core/failover/vrrp/scenario.ts';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';

import { conf, holders, type NodeOptions, pair, script, start, tracked, vip } from './pair.ts';

describe('VRRP as keepalived does it', () => {
  test('start, clean stop, return', () => {
    // 3.414 s after a start; skew 0.609 s after a goodbye; preemption after 3.414 s again.
    expect(holders(pair, [start, [6, 'stop', 'a'], [9, 'start', 'a']])).toBe('a@3.5 nobody@6.0 b@6.6 a@12.5');
  });

  test('power loss leaves nobody, a killed daemon leaves the address behind', () => {
    expect(holders(pair, [start, [6, 'power', 'a']])).toBe('a@3.5 nobody@6.0 b@9.1');
    expect(holders(pair, [start, [6, 'crash', 'a']])).toBe('a@3.5 a+b@9.1');
  });

  test('a check with weight 0 is faster than one that lowers the priority', () => {
    const checked = (weight: number) => ({
      a: { priority: 150, top: script, lines: tracked(weight) },
      b: { priority: 100, top: script, lines: tracked(weight) },
    });
    expect(holders(checked(0), [start, [6, 'rm', 'a', 'ok']])).toBe('a@3.5 nobody@6.0 b@6.6');
    expect(holders(checked(-60), [start, [6, 'rm', 'a', 'ok']])).toBe('a@3.5 b@9.1');
    expect(holders(checked(-50), [start, [6, 'rm', 'a', 'ok']])).toBe('a@3.5');
  });

  test('a script that is declared below its use is dropped', () => {
    const late = conf({ priority: 150, lines: tracked(0) }) + script;
    const scenario: Scenario = {
      nodes: { a: { ifs: { eth0: ['192.168.1.11/24'] }, conf: late } },
      events: [[0, 'start', 'a']],
      until: 10,
    };
    expect(simulateScenario(scenario).some((entry) => 'vip' in entry && entry.holders.includes('a'))).toBe(true);
  });

  test('nopreempt and preempt_delay', () => {
    const back: ScenarioEvent[] = [start, [6, 'stop', 'a'], [9, 'start', 'a']];
    expect(holders({ a: { priority: 150, lines: '    nopreempt\n' }, b: { priority: 100 } }, back)).toBe(
      'a@3.5 nobody@6.0 b@6.6',
    );
    expect(holders({ a: { priority: 150, lines: '    preempt_delay 5\n' }, b: { priority: 100 } }, back)).toMatch(
      /a@17\.\d$/,
    );
  });

  test('up to 2.2.7 the advertisements that are heard meanwhile stretch vrrp_startup_delay', () => {
    const top = 'global_defs {\n    vrrp_startup_delay 5\n}\n';
    const nodes = (version: string) => ({ a: { priority: 150, top, version }, b: { priority: 100, version } });
    expect(holders(nodes('2.2.8'), [start])).toMatch(/^b@3\.\d a@8\.[45]$/);
    expect(holders(nodes('2.2.7'), [start])).toMatch(/^b@3\.\d a@10\.[23]$/);
  });

  test('owners in a sync group start at once only when all of them say so', () => {
    const owner = (state: string): NodeOptions => ({
      priority: 255,
      lines: state,
      top: 'vrrp_sync_group G {\n    group {\n        VI_1\n    }\n}\n',
    });
    const first = (lines: string): string => holders({ a: owner(lines), b: { priority: 100 } }, [start], 6);
    expect(first('    state MASTER\n')).toBe('a@0.0');
    expect(first('')).toBe('a@1.0');
    expect(first('    state BACKUP\n')).toBe('a@3.0');
    // Strict mode derives the states, but later than the group looks at them.
    expect(first('    strict_mode\n')).toBe('a@1.0');
    expect(first('    strict_mode\n    state BACKUP\n')).toBe('a@1.0');
    expect(first('    strict_mode\n    state MASTER\n')).toBe('a@0.0');
  });

  test('an owner that meets another owner gives way before 2.3.3, and the higher address stays since', () => {
    const owners = (version: string) => ({ a: { priority: 255, version }, b: { priority: 255, version } });
    const return_: ScenarioEvent[] = [
      [0, 'start', 'b'],
      [6, 'start', 'a'],
    ];
    expect(holders(owners('2.2.7'), return_, 12)).toMatch(/^b@0\.0.* a@6\.0$/);
    expect(holders(owners('2.4.3'), return_, 12)).toMatch(/b@\d\.\d$/);
  });

  test('a reload starts every timer anew', () => {
    const { a, b } = pair;
    const higher = conf({ priority: 200 });
    // b waits 3 s + (256 − 200)/256 s from the reload, not from the last advertisement.
    const events: ScenarioEvent[] = [start, [6, 'conf', 'b', higher], [8.3, 'reload', 'b']];
    expect(holders({ a, b }, events, 15)).toBe('a@3.5 b@11.5');
  });

  test('a split and its end', () => {
    expect(holders(pair, [start, [6.2, 'cut', 'b'], [14.2, 'heal', 'b']])).toBe('a@3.5 a+b@9.1 a@14.5');
  });

  test('a hang keeps the address, and the master comes back to it', () => {
    expect(holders(pair, [start, [6.2, 'stopsig', 'a'], [14.2, 'cont', 'a']])).toBe('a@3.5 a+b@9.1 a@14.2');
  });

  test('a backup that hung reads two advertisements before it looks at its timer', () => {
    const nodes = { first: { priority: 150 }, low: { priority: 100 }, last: { priority: 150 } };
    const events = (first: number, last: number, hangs: number): ScenarioEvent[] => [
      [0, 'start', 'low'],
      [last, 'start', 'last'],
      [hangs, 'stopsig', 'last'],
      [first, 'start', 'first'],
      [16.2, 'cont', 'last'],
    ];
    // Two of the lower master, which are ignored, and then some of an equal one; the higher address stays.
    expect(holders(nodes, events(6.2, 5.3, 5.5), 20)).toMatch(/^low@3\.\d first@9\.\d last@16\.2$/);
    // One that is ignored, and the second is that of the equal one.
    expect(holders(nodes, events(5.4, 5.6, 8.2), 20)).toMatch(/^low@3\.\d first@8\.\d$/);
  });

  test('a backup that hung reads what has arrived before it does anything', () => {
    const hang: ScenarioEvent[] = [start, [6.2, 'stopsig', 'b'], [14.2, 'cont', 'b']];
    expect(holders(pair, hang, 20)).toBe('a@3.5');
    // The higher node comes back last. With nopreempt it accepts the lower advertisements, without it they are ignored.
    const late = (lines: string): string =>
      holders(
        { a: { priority: 150, lines }, b: { priority: 100 } },
        [
          [0, 'start', 'b'],
          [5, 'start', 'a'],
          [6.2, 'stopsig', 'a'],
          [14.2, 'cont', 'a'],
        ],
        20,
      );
    expect(late('    nopreempt\n')).toBe('b@3.6');
    expect(late('')).toBe('b@3.6 a@14.2');
  });

  test('differing addresses make two masters before 2.3.3 and none after', () => {
    const nodes = (version: string) => ({
      a: { priority: 150, version, vips: [vip, '192.168.1.101'] },
      b: { priority: 100, version },
    });
    expect(holders(nodes('2.2.8'), [start])).toBe('a@3.5 a+b@3.7');
    expect(holders(nodes('2.3.4'), [start])).toBe('a@3.5');
  });

  test('an id out of range ends the whole daemon', () => {
    expect(holders({ a: { priority: 150, id: 300 }, b: { priority: 100 } }, [start])).toBe('b@3.7');
  });

  test('a file whose number is added to the priority', () => {
    const top = 'vrrp_track_file value {\n    file "%D%/value"\n}\n';
    const lines = '    track_file {\n        value\n    }\n';
    const nodes = { a: { priority: 150, top, lines }, b: { priority: 100, top, lines } };
    expect(holders(nodes, [start, [6, 'write', 'a', 'value', '-60']])).toBe('a@3.5 b@9.1');
    expect(holders(nodes, [start, [6, 'write', 'a', 'value', '-254']])).toBe('a@3.5 nobody@6.0 b@6.6');
  });

  test('equal priorities are a race, and both outcomes are named', () => {
    const entries = simulateScenario({
      nodes: {
        a: { ifs: { eth0: ['192.168.1.11/24'] }, conf: conf({ priority: 100 }) },
        b: { ifs: { eth0: ['192.168.1.12/24'] }, conf: conf({ priority: 100 }) },
      },
      events: [start],
      until: 6,
    });
    // One command starts a just before b.
    expect(entries.findLast((candidate) => 'vip' in candidate)).toMatchObject({
      holders: ['a'],
      race: true,
      alternatives: [['a'], ['b']],
    });
  });
});

describe('what nobody can know beforehand', () => {
  const holding = (entries: ReturnType<typeof simulateScenario>) =>
    entries.flatMap((entry) => ('vip' in entry ? [entry] : []));
  const node = (text: string, host: number, more = {}) => ({
    ifs: { eth0: [`192.168.1.${host}/24`] },
    conf: text,
    ...more,
  });

  test('the host name decides which lines with @ count, unless it is given', () => {
    const text = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
@lb1    priority 150
@lb2    priority 90
    virtual_ipaddress {
        ${vip}
    }
}
`;
    const simulated = (more: object) =>
      holding(simulateScenario({ nodes: { a: node(text, 11, more) }, events: [[0, 'start', 'a']], until: 6 }));
    const [open] = simulated({});
    expect(open).toMatchObject({ holders: ['a'], race: true, certain: false });
    expect(open?.why).toContain('the host name of a decides');
    for (const more of [{ hostname: 'lb1.example.com' }, { args: ['-i', 'lb1'] }]) {
      const [known] = simulated(more);
      expect(known).toMatchObject({ holders: ['a'], t: 3.4541 });
      expect(known).not.toHaveProperty('race');
    }
  });

  test('who goes when an advertisement leaves may be heard once more', () => {
    const nodes = { a: node(conf({ priority: 150 }), 11), b: node(conf({ priority: 100 }), 12) };
    const taken = (t: number) =>
      holding(simulateScenario({ nodes, events: [start, [t, 'power', 'a']], until: 16 })).at(-1);
    // Advertisements leave at 3.454 s, 4.454 s …
    expect(taken(7.9)).not.toHaveProperty('race');
    expect(taken(7.45)).toMatchObject({ holders: ['b'], race: true, alternatives: [['b']] });
    expect(taken(7.45)?.between?.map(Math.round)).toEqual([10, 11]);
  });

  test('two masters that refuse each other leave it to chance whether a third node hears its own', () => {
    const secret = (text: string) => `    authentication {\n        auth_type PASS\n        auth_pass ${text}\n    }\n`;
    const nodes = {
      a: node(conf({ priority: 40, lines: secret('one') }), 11),
      b: node(conf({ priority: 1, lines: secret('two') }), 12),
      c: node(conf({ priority: 100, lines: secret('two') }), 13),
    };
    const events: ScenarioEvent[] = [
      [0, 'start', 'a', 'b', 'c'],
      [7.57, 'cut', 'c'],
    ];
    // b takes over when it has heard nothing of c for 4 s, and c may last have sent at 3.6 s or later.
    const last = holding(simulateScenario({ nodes, events, until: 20 })).at(-1);
    expect(last).toMatchObject({ holders: ['a', 'b', 'c'], race: true });
    expect((last?.between?.[1] ?? 0) - (last?.between?.[0] ?? 0)).toBeGreaterThan(0.9);
  });
});
