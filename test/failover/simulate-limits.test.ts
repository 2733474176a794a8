import { describe, expect, test } from 'vitest';
import { StepLimit } from '#core/failover/step-limit.ts';
import { readScenario, type Scenario } from '#core/failover/vrrp/scenario.ts';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';

const conf = `vrrp_instance V {
  interface eth0
  virtual_router_id 1
  priority 100
  virtual_ipaddress {
    10.0.0.9
  }
}
`;

function scenario(parts: Partial<Scenario> = {}): Scenario {
  const nodes = { a: { ifs: { eth0: ['10.0.0.1/24'] }, conf }, b: { ifs: { eth0: ['10.0.0.2/24'] }, conf } };
  return { nodes, events: [[0, 'start', 'a', 'b']], until: 10, ...parts };
}

function errorOf(parts: object): string {
  const read = readScenario({ ...scenario(), ...parts });
  return 'error' in read ? read.error : '';
}

describe('a scenario ends', () => {
  test.each([1e9, 1e308, -5, 604_801])('an end at %d s is refused', (until) => {
    expect(errorOf({ until })).toContain('"until" is');
  });

  test.each([1e308, -1e308, 1e9])('an event at %d s is refused', (t) => {
    expect(errorOf({ events: [[t, 'start', 'a']] })).toContain('events[0] happens at');
  });

  test('more nodes and events than can be simulated are refused', () => {
    const [node] = Object.values(scenario().nodes);
    const nodes = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`n${index}`, node]));
    expect(errorOf({ nodes })).toContain('65 nodes');
    const events = Array.from({ length: 10_001 }, (_, index) => [index, 'stop', 'a']);
    expect(errorOf({ events })).toContain('10001 events');
  });

  test('what takes more steps than there are is stopped, and nothing of it is certain', () => {
    const limit = new StepLimit(2000);
    const timeline = simulateScenario(scenario({ until: 604_800 }), limit);
    expect(limit.stoppedAt).toBeGreaterThan(10);
    expect(limit.stoppedAt).toBeLessThan(604_800);
    const holders = timeline.filter((entry) => 'vip' in entry);
    expect(holders.length).toBeGreaterThan(0);
    for (const entry of holders) expect(entry).toMatchObject({ certain: false, why: expect.stringContaining('2000') });
  });

  test('what does not is not', () => {
    const limit = new StepLimit();
    const timeline = simulateScenario(scenario({ until: 60 }), limit);
    expect(limit.stoppedAt).toBeUndefined();
    expect(timeline.some((entry) => 'certain' in entry)).toBe(false);
  });

  test('thousands of events that are entered at once are worked off', () => {
    const events = Array.from({ length: 4000 }, (_, index) => [0, index % 2 ? 'stop' : 'start', 'a'] as const);
    expect(simulateScenario(scenario({ events, until: 5 })).length).toBeGreaterThan(0);
  });
});
