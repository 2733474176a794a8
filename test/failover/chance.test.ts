import { describe, expect, test } from 'vitest';
import type { HolderEntry } from '#core/failover/timeline-entry.ts';
import type { ScenarioEvent, ScenarioNode } from '#core/failover/vrrp/scenario.ts';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';

function node(host: number, lines: string): ScenarioNode {
  const conf = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    ${lines}
    virtual_ipaddress {
        192.168.1.100
    }
}
`;
  return { ifs: { eth0: [`192.168.1.${host}/24`] }, conf };
}

function changes(a: string, b: string, events: readonly ScenarioEvent[], until: number): HolderEntry[] {
  const timeline = simulateScenario({ nodes: { a: node(11, a), b: node(12, b) }, events, until });
  return timeline.flatMap((entry) => ('vip' in entry ? [entry] : []));
}

const together: ScenarioEvent = [0, 'start', 'a', 'b'];

describe('a daemon that needs longer to start than usual', () => {
  test('lets another one be first when it is later by more than its advantage, long enough to be seen', () => {
    const [first, ...more] = changes('priority 101', 'priority 100', [together], 8);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ holders: ['a'], unless: [{ node: 'a', holders: ['b'] }] });
    expect(first).not.toHaveProperty('race');
    // A skew time of 1/256 s, a millisecond from one start to the next, and 60 ms that somebody notices.
    const { laterBy = 0 } = first?.unless?.[0] ?? {};
    expect(laterBy).toBeGreaterThan(0.062);
    expect(laterBy).toBeLessThan(0.068);
  });

  test('changes nothing where the advantage is larger than any start is late', () => {
    const [first] = changes('priority 250', 'priority 100', [together], 8);
    expect(first).toMatchObject({ holders: ['a'] });
    expect(first).not.toHaveProperty('unless');
  });

  test('changes nothing where the others are up already', () => {
    const starts: ScenarioEvent[] = [
      [0, 'start', 'a'],
      [6, 'start', 'b'],
    ];
    for (const entry of changes('priority 101', 'priority 100', starts, 14)) expect(entry).not.toHaveProperty('unless');
  });

  test('decides for good where nobody preempts', () => {
    const lines = (priority: number): string => `priority ${priority}\n    nopreempt`;
    const [first] = changes(lines(150), lines(120), [together], 12);
    // 30/256 s.
    expect(first?.unless?.[0]?.laterBy).toBeCloseTo(0.12, 2);
  });
});

describe('a preempt_delay that ends in the moment of an advertisement', () => {
  const returning: ScenarioEvent[] = [together, [6, 'stop', 'a'], [9, 'start', 'a']];
  const last = (delay: number): HolderEntry | undefined =>
    changes(`priority 150\n    preempt_delay ${delay}`, 'priority 100', returning, 18 + delay).at(-1);

  test('of two or three intervals is a race of one interval', () => {
    for (const delay of [2, 3]) {
      const [from = 0, to = 0] = last(delay)?.between ?? [];
      expect(last(delay)).toMatchObject({ holders: ['a'], race: true, alternatives: [['a']] });
      expect(to - from).toBeCloseTo(1, 1);
    }
  });

  test('of more intervals is none: the timers of the master have drifted from it', () => {
    expect(last(5)).toMatchObject({ holders: ['a'] });
    expect(last(5)).not.toHaveProperty('race');
  });
});

test('who of several equal backups takes over from their master is a race between all of them', () => {
  const backup = (host: number): ScenarioNode => node(host, 'priority 100');
  const nodes = { a: node(11, 'priority 150'), b: backup(12), c: backup(13), d: backup(14) };
  const events: ScenarioEvent[] = [
    [0, 'start', 'a', 'b', 'c', 'd'],
    [6, 'power', 'a'],
  ];
  const timeline = simulateScenario({ nodes, events, until: 12 });
  const last = timeline.findLast((entry) => 'vip' in entry);
  expect(last).toMatchObject({ holders: ['d'], race: true });
  const alternatives = last && 'vip' in last ? (last.alternatives ?? []) : [];
  expect(alternatives.flat().sort()).toEqual(['b', 'c', 'd']);
});
