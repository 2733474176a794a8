import { expect, test } from 'vitest';
import { exportHtml } from '#core/workspace/export.ts';
import { pageLimits, planPage } from '#core/workspace/page-plan.ts';
import { snapshotOf } from '../support/workspace.ts';
import { instance } from './pictures.ts';

/** So many pairs of machines, each a cluster of its own. */
function pairs(count: number) {
  const files = Array.from({ length: count }, (_, site) =>
    [1, 2].map((node): [string, string] => [
      `site${site}/lb${node}/keepalived.conf`,
      instance({ id: (site % 250) + 1, priority: 102 - node, vips: [`10.1.${site % 250}.${(site / 250) | 0}`] }),
    ]),
  );
  const snapshot = snapshotOf(new Map(files.flat()));
  expect(snapshot.clusters()).toHaveLength(count);
  return snapshot;
}

test('a page of a few clusters holds all of them, with two faults at a time', () => {
  const snapshot = pairs(3);
  const plan = planPage(snapshot, snapshot.clusters());
  expect(plan).toMatchObject({ clusters: snapshot.clusters(), leftOut: [], notes: [] });
  expect(plan.combined.size).toBe(3);
});

test('a page of hundreds of clusters holds as many as there is room for, and says which it lacks', () => {
  const snapshot = pairs(400);
  const clusters = snapshot.clusters();
  const plan = planPage(snapshot, clusters);
  expect([...plan.clusters, ...plan.leftOut]).toEqual(clusters);
  expect(plan.clusters.length).toBeGreaterThan(50);
  expect(plan.leftOut.length).toBeGreaterThan(50);
  expect(plan.combined.size).toBe(0);
  const [lacking, single] = plan.notes;
  expect(lacking).toMatch(/^The page holds the first \d+ of 400 clusters; left out: site\w+, .* and \d+ more\./);
  expect(lacking).toContain('--cluster NAME');
  expect(single).toContain('one fault at a time');
});

test('the page itself says what it lacks, and has no more pictures than its limit', () => {
  const snapshot = pairs(6);
  const limits = { single: 20, combined: 10 };
  const plan = planPage(snapshot, snapshot.clusters(), limits);
  const page = exportHtml(snapshot, snapshot.clusters(), 'script', undefined, plan);
  for (const note of plan.notes) expect(page).toContain(`>${note}</p>`);
  expect(plan.notes).toHaveLength(2);
  const [, json = ''] = /type="application\/json">(.*)<\/script>\n<script/.exec(page) ?? [];
  const { clusters } = JSON.parse(json) as { clusters: readonly { readonly scenarios: object }[] };
  const pictures = clusters.map(({ scenarios }) => Object.keys(scenarios).length);
  expect(clusters).toHaveLength(plan.clusters.length);
  expect(pictures.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2 * limits.single);
  expect(pageLimits.single).toBeGreaterThan(limits.single);
});

test('one cluster is always on its page, however large', () => {
  const snapshot = pairs(1);
  const plan = planPage(snapshot, snapshot.clusters(), { single: 1, combined: 1 });
  expect(plan).toMatchObject({ clusters: snapshot.clusters(), leftOut: [], notes: [] });
  expect(plan.combined.size).toBe(1);
});
