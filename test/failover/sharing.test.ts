import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '#core/cluster/cluster.ts';
import { failoverOf } from '#core/failover/engines.ts';
import { formatFault } from '#core/failover/fault.ts';
import { faultSets } from '#core/failover/fault-sets.ts';
import { predict } from '#core/failover/predict.ts';
import { measured } from '#core/failover/prediction.ts';
import { formatStep } from '#core/failover/properties.ts';
import { clusterReport } from '#core/failover/report.ts';
import { dice } from '../lab/random/dice.ts';
import { type ClusterShape, clusterOf, randomFiles } from '../support/clusters.ts';
import { snapshotOf } from '../support/workspace.ts';

// Faults of one cluster share moments, states at rest and what follows from them.

const keepalived = [2, 3, 4];
const lineOf = (): number => 1;

const shapes: Readonly<Record<string, ClusterShape>> = {
  'sync group': { nodes: 2, instances: 6 },
  'sync group, an interface each': { nodes: 2, instances: 5, interfaces: true },
  'sync group, other homes': { nodes: 2, instances: 4, priority: (node, index) => 100 + 20 * ((node + index) % 2) },
  'sync group, other intervals': { nodes: 2, instances: 5, advertInterval: (index) => 1 + (index % 3) },
  'sync group, delays': { nodes: 2, instances: 3, lines: '    preempt_delay 20\n' },
  'three nodes': { nodes: 3, instances: 3 },
  'five equal backups': { nodes: 6, instances: 1, priority: (node) => (node === 0 ? 150 : 100) },
  apart: { nodes: 2, instances: 4, sync: false },
};

const randomClusters = (from: number, count: number): Cluster[] =>
  Array.from({ length: count }, (_, index) => index + from).flatMap((seed) => [
    ...snapshotOf(randomFiles(dice(seed))).clusters(),
  ]);

/** What is predicted, a line for each fault and address. */
function table(cluster: Cluster): string {
  const prediction = predict(failoverOf(cluster, keepalived));
  const steady = [...prediction.steady].map(
    ([vip, { holders, verdict, certain, afterMs, why }]) =>
      `  ${vip} now ${holders.join('+')} ${verdict} ${certain} ${afterMs} ${why}`,
  );
  const faults = prediction.faults.flatMap(({ faults: set, vips }) =>
    [...vips].map(
      ([vip, { holders, verdict, certain, gapMs, why }]) =>
        `  ${vip} ${set.map(formatFault).join(' + ')} ${holders.join('+')} ${verdict} ${certain} ${measured(gapMs)?.join('-')} ${why}`,
    ),
  );
  const properties = prediction.properties.map(
    ({ id, holds, certain, trace, vips }) =>
      `  ${id} ${holds} ${certain} ${trace.map(formatStep).join(', ')} ${vips.join(' ')}`,
  );
  const gaps = (prediction.exploration?.gaps ?? []).map(
    ({ vips, gapMs }) => `  gap ${vips.join(' ')} ${gapMs.join('-')}`,
  );
  const { states, transitions } = prediction.exploration ?? {};
  return [...steady, ...faults, ...properties, ...gaps, `  ${states} states, ${transitions} transitions`].join('\n');
}

test('predictions are what they were when every fault was followed by itself', async () => {
  const named = Object.entries(shapes).map(([name, shape]) => `${name}\n${table(clusterOf(shape).cluster)}`);
  const random = randomClusters(1, 10).map((cluster, index) => `random ${index}\n${table(cluster)}`);
  await expect(`${[...named, ...random].join('\n')}\n`).toMatchFileSnapshot(
    join(import.meta.dirname, 'expected', 'predictions.txt'),
  );
});

describe('a fault among others is the fault alone', () => {
  const cases: (readonly [string, () => Cluster])[] = [
    ...Object.entries(shapes).map(([name, shape]) => [name, () => clusterOf(shape).cluster] as const),
    ...randomClusters(100, 40).map((cluster, index) => [`random ${index}`, () => cluster] as const),
  ];
  test.each(cases)('%s', (_name, made) => {
    const cluster = made();
    const sets = [...faultSets(failoverOf(cluster, keepalived).singleFaults(), 1)];
    const together = clusterReport(predict(failoverOf(cluster, keepalived), { faults: sets }), lineOf).faults;
    const alone = sets.flatMap(
      (set) => clusterReport(predict(failoverOf(cluster, keepalived), { faults: [set] }), lineOf).faults,
    );
    expect(together).toEqual(alone);
  });
});
