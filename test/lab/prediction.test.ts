import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseVersion } from '#core/base/version.ts';
import { failoverOf } from '#core/failover/engines.ts';
import { parseFault } from '#core/failover/fault.ts';
import { predict } from '#core/failover/predict.ts';
import { type FaultHolding, measured } from '#core/failover/prediction.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOfFolder } from '../support/workspace.ts';
import { labMissing, runScenario } from './lab.ts';
import type { Observation, ScenarioEvent, ScenarioNode } from './scenario.ts';

const vip = '192.168.1.100';

/** Seconds by which the lab may differ: starting a daemon takes up to 60 ms, a busy machine delays events. */
const tolerance = 0.25;

/** When the fault happens: everything has settled by then. */
const faultAt = 6;

function missing(): string | undefined {
  const lab = labMissing();
  if (lab !== undefined) return lab;
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    execFileSync('haproxy', ['-v'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'curl and haproxy are not installed';
  }
}

/** A node of an example with its real files. Only the socket path is changed: both nodes share this machine's /run. */
function node(folder: string, name: string, address: string): ScenarioNode {
  const text = (file: string): string => readFileSync(`${folder}/${name}/${file}`, 'utf8');
  return {
    ifs: { eth0: [`${address}/24`] },
    conf: text('keepalived.conf'),
    haproxy: text('haproxy.cfg').replace('/run/haproxy/admin.sock', '%D%/admin.sock'),
  };
}

/** The same fault for the lab and for the predictor. */
const faults: Readonly<Record<string, ScenarioEvent>> = {
  'lb1:crash': [faultAt, 'power', 'lb1'],
  'lb1:stop': [faultAt, 'stop', 'lb1'],
  'lb1:haproxy': [faultAt, 'haproxy', 'lb1', 'down'],
  'lb1:if:eth0': [faultAt, 'unplug', 'lb1', 'eth0'],
  'lb2:haproxy': [faultAt, 'haproxy', 'lb2', 'down'],
};

async function observe(folder: string, fault: string, seconds: number): Promise<Observation> {
  const event = faults[fault];
  if (!event) throw new Error(`no event for ${fault}`);
  return runScenario({
    id: fault.replaceAll(':', '-'),
    nodes: { lb1: node(folder, 'lb1', '192.168.1.11'), lb2: node(folder, 'lb2', '192.168.1.12') },
    vips: [vip],
    events: [[0, 'start', 'lb1', 'lb2'], event],
    until: faultAt + seconds,
  });
}

function predicted(
  folder: string,
  fault: string,
  version: string,
): { afterMs: number; steady: readonly string[]; holding: FaultHolding } {
  const [cluster] = snapshotOfFolder(folder).clusters();
  if (!cluster) throw new Error(`no cluster in ${folder}`);
  const keepalived = parseVersion(version.replace(/^v/i, '')) ?? [];
  const parsed = parseFault(failoverOf(cluster, keepalived), fault);
  if ('error' in parsed) throw new Error(parsed.error);
  const prediction = predict(failoverOf(cluster, keepalived), { faults: [[parsed]] });
  const steady = prediction.steady.get(vip);
  const holding = prediction.faults[0]?.vips.get(vip);
  if (steady?.afterMs === undefined || !holding) throw new Error('no prediction');
  return { afterMs: steady.afterMs, steady: steady.holders, holding };
}

/** Who holds the address at a time, and since when. */
function holdersAt(seen: Observation, t: number): { holders: readonly string[]; since: number } {
  const change = seen.holders.findLast((candidate) => candidate.t <= t);
  return { holders: change?.holders ?? [], since: change?.t ?? 0 };
}

async function compare(folder: string, fault: string, seconds: number): Promise<void> {
  const seen = await observe(folder, fault, seconds);
  const expected = predicted(folder, fault, seen.version);
  const before = holdersAt(seen, faultAt - 0.1);
  expect(before.holders).toEqual(expected.steady);
  expect(Math.abs(before.since - expected.afterMs / 1000)).toBeLessThan(tolerance);

  const after = holdersAt(seen, faultAt + seconds);
  expect(after.holders).toEqual(expected.holding.holders);
  const predictedGap = measured(expected.holding.gapMs);
  if (!predictedGap) return;
  const [shortest, longest] = predictedGap.map((ms) => ms / 1000) as [number, number];
  const happened = seen.events.find((event) => event.t >= faultAt - 0.1)?.t ?? faultAt;
  const gap = Math.max(0, after.since - happened);
  expect(gap).toBeGreaterThan(shortest - tolerance);
  expect(gap).toBeLessThan(longest + tolerance);
}

describeNeeding('lab', 'real keepalived and HAProxy do what is predicted', missing(), () => {
  const pair = 'examples/pair';
  test.concurrent('examples/pair, lb1:crash', () => compare(pair, 'lb1:crash', 5), 60_000);
  test.concurrent('examples/pair, lb1:stop', () => compare(pair, 'lb1:stop', 3), 60_000);
  test.concurrent('examples/pair, lb1:haproxy', () => compare(pair, 'lb1:haproxy', 9.5), 60_000);
  test.concurrent('examples/pair, lb1:if:eth0', () => compare(pair, 'lb1:if:eth0', 5), 60_000);
  test.concurrent('examples/pair, lb2:haproxy', () => compare(pair, 'lb2:haproxy', 9.5), 60_000);
  test.concurrent(
    'the weight that is too small leaves the address on the node whose HAProxy is dead',
    () => compare('examples/broken-pair/weight-too-small', 'lb1:haproxy', 9.5),
    60_000,
  );
  test.concurrent(
    'different virtual_router_ids make both nodes hold the address',
    () => compare('examples/broken-pair/different-virtual-router-id', 'lb2:haproxy', 2),
    60_000,
  );
});
