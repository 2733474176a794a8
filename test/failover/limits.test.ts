import { describe, expect, test } from 'vitest';
import { failoverJson } from '#cli/reporters/failover-json.ts';
import { failoverMarkdown } from '#cli/reporters/failover-markdown.ts';
import { failoverText } from '#cli/reporters/failover-text.ts';
import { failoverOf } from '#core/failover/engines.ts';
import { faultSetCount, faultSets } from '#core/failover/fault-sets.ts';
import { predict, predictSteps } from '#core/failover/predict.ts';
import { clusterReport } from '#core/failover/report.ts';
import { electionLine, electionsIn } from '#core/workspace/election-lens.ts';
import { type ClusterShape, clusterOf } from '../support/clusters.ts';

const keepalived = [2, 3, 4];

/** Milliseconds of the processor for all lenses of a file: the least of several runs, after some that warm it up. */
function lensTime(shape: ClusterShape): number {
  let least = Number.POSITIVE_INFINITY;
  for (let salt = 0; salt < 8; salt++) {
    const { snapshot } = clusterOf({ ...shape, salt });
    const start = process.cpuUsage();
    const lines = electionsIn(snapshot, 'c/lb1/keepalived.conf').map(electionLine);
    const { user, system } = process.cpuUsage(start);
    expect(lines).toHaveLength(shape.instances);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

describe('what the lenses of a sync group cost', () => {
  const small: ClusterShape = { nodes: 2, instances: 10, interfaces: true };

  test('grows with the instances and their faults, not with the product of all', () => {
    const [ten, forty] = [lensTime(small), lensTime({ ...small, instances: 40 })];
    // Four times as many instances with four times as many faults: it was 60 times as long. Room for a busy machine.
    expect(forty / ten).toBeLessThan(12);
  }, 60_000);

  test('is little', () => {
    // It was 3 s.
    expect(lensTime({ ...small, instances: 40 })).toBeLessThan(600);
    // It was 0.9 s.
    expect(lensTime({ nodes: 64, instances: 1, priority: (node) => (node === 0 ? 150 : 100) })).toBeLessThan(450);
  }, 60_000);

  test('in timers that are followed, each distinct course is one', () => {
    const { cluster } = clusterOf({ ...small, instances: 40 });
    const faults = [...faultSets(failoverOf(cluster, keepalived).singleFaults(), 1)];
    let cost = 0;
    for (const step of predictSteps(failoverOf(cluster, keepalived), { faults })) cost += step;
    expect(faults.length).toBeGreaterThan(80);
    // Of 86 faults of 80 routers, followed from two moments, all but a few follow another one.
    expect(cost).toBeLessThan(2 * faults.length * 150);
  });
});

describe('nodes of equal priority', () => {
  /** Characters of the longest explanation, and milliseconds of the processor for all of them. */
  const explained = (nodes: number): { readonly longest: number; readonly ms: number } => {
    const { cluster } = clusterOf({ nodes, instances: 1, priority: () => 100 });
    const start = process.cpuUsage();
    const { steady, faults } = predict(failoverOf(cluster, keepalived), { maxFaults: 1, maxCost: 500_000 });
    const holdings = [...steady.values(), ...faults.flatMap(({ vips }) => [...vips.values()])];
    const longest = Math.max(...holdings.map(({ why }) => why.length));
    const { user, system } = process.cpuUsage(start);
    return { longest, ms: (user + system) / 1000 };
  };

  test('are named once, not pair by pair', () => {
    explained(10);
    const [some, many] = [explained(20), explained(80)];
    // It was 20,000 and 327,000 characters.
    expect(some.longest).toBeLessThan(700);
    expect(many.longest).toBeLessThan(some.longest + 50);
    // Four times as many nodes with four times as many faults, and room for a busy machine.
    expect(many.ms / some.ms).toBeLessThan(40);
  }, 60_000);

  test('are named one by one where they are few', () => {
    const { cluster } = clusterOf({ nodes: 3, instances: 1, priority: () => 100 });
    const [now] = predict(failoverOf(cluster, keepalived)).steady.values();
    expect(now?.why).toContain('whichever of lb1 and lb2 and lb3 starts first');
  });
});

describe('a search that reaches its limit', () => {
  const { cluster } = clusterOf({ nodes: 8, instances: 1 });
  const prediction = predict(failoverOf(cluster, keepalived), { maxFaults: 3, maxCost: 20_000 });

  test('ends, and says what it left out', () => {
    const all = faultSetCount(failoverOf(cluster, keepalived).singleFaults(), 3);
    expect(prediction.faults.length).toBeLessThan(all / 2);
    expect(prediction.faults.length + (prediction.faultSetsLeftOut ?? 0)).toBe(all);
    expect(prediction.exploration?.complete).toBe(false);
    expect(clusterReport(prediction, () => 1)).toMatchObject({
      faultSetsLeftOut: prediction.faultSetsLeftOut,
      exploration: { complete: false },
    });
  });

  test('does not say that a property holds for certain', () => {
    const kept = prediction.properties.filter(({ holds }) => holds);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter(({ certain }) => certain)).toEqual([]);
  });

  test('is told in the text and on the page, where nothing is ticked off', () => {
    const report = clusterReport(prediction, () => 1);
    const plain = (text: string): string => text;
    const style = { strong: plain, faint: plain, good: plain, bad: plain, doubtful: plain };
    const left = new RegExp(`${prediction.faults.length} of \\d+ combinations of faults were predicted`);
    const text = failoverText([report], style, 1000);
    expect(text).toMatch(left);
    expect(text).toMatch(/\? one holder, .* after any combination of faults: not broken as far as was searched/);
    expect(text).not.toMatch(/✓ one holder/);
    const page = failoverMarkdown([report]);
    expect(page).toMatch(left);
    expect(page).not.toContain('[x]');
    expect(JSON.parse(failoverJson([report])).clusters[0].faultSetsLeftOut).toBe(prediction.faultSetsLeftOut);
  });

  test('is told over an instance, which is not said to survive all', () => {
    const large = clusterOf({ nodes: 12, instances: 1 });
    const faults = [...faultSets(failoverOf(large.cluster, keepalived).singleFaults(), 1)];
    const partial = predict(failoverOf(large.cluster, keepalived), { faults, maxCost: 500 });
    const [line] = electionsIn(large.snapshot, 'c/lb1/keepalived.conf', () => partial).map(electionLine);
    expect(line).toMatch(/survives \d+ single faults?, and \d+ more were not counted/);
  });

  test('one that does not reach it leaves out nothing, and is certain', () => {
    const whole = predict(failoverOf(cluster, keepalived), { maxFaults: 1, maxCost: 1_000_000 });
    expect(whole.faultSetsLeftOut).toBeUndefined();
    expect(whole.properties.every(({ holds, certain }) => holds && certain)).toBe(true);
  });
});

test('the sets of faults are all combinations, smaller ones first', () => {
  const singles = failoverOf(clusterOf({ nodes: 2, instances: 1 }).cluster, keepalived).singleFaults();
  const sets = [...faultSets(singles, 3)];
  expect(sets).toHaveLength(faultSetCount(singles, 3));
  expect(sets.map((set) => set.length)).toEqual(sets.map((set) => set.length).sort());
  expect(new Set(sets.map((set) => JSON.stringify(set))).size).toBe(sets.length);
});

test('timers that go on for too long are followed so far and no further, and the answer is not certain', () => {
  // lb2 waits for a quarter of an hour before it takes over, and hears a hundred advertisements a second of each of forty.
  const { cluster } = clusterOf({
    nodes: 2,
    instances: 40,
    weight: -60,
    groupLines: '    sync_group_tracking_weight\n',
    priority: (node) => (node === 0 ? 150 : 100),
    lines: '    version 3\n    preempt_delay 900\n',
    advertInterval: () => 0.01,
  });
  const prediction = predict(failoverOf(cluster, keepalived), { faults: [[{ kind: 'haproxy', node: 'lb1' }]] });
  const [holding] = prediction.faults[0]?.vips.values() ?? [];
  expect(holding?.certain).toBe(false);
  expect(holding?.why).toContain('did not come to rest');
}, 60_000);
