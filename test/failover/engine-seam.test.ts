import { describe, expect, test } from 'vitest';
import type { Cluster } from '#core/cluster/cluster.ts';
import { type Engines, engineOf, engines, failoverOf } from '#core/failover/engines.ts';
import { type Fault, parseFault } from '#core/failover/fault.ts';
import { predict } from '#core/failover/predict.ts';
import { type ClusterReport, clusterReport } from '#core/failover/report.ts';
import { buildTopology } from '#core/topology/build.ts';
import { topologyMermaid } from '#core/topology/mermaid.ts';
import { clusterDiagram } from '#core/topology/picture.ts';
import { runbook } from '#core/topology/runbook.ts';
import { diagramSvg } from '#core/topology/svg.ts';
import { timeLineOf } from '#core/topology/time-line.ts';
import { failoverMarkdown } from '../../cli/src/reporters/failover-markdown.ts';
import { failoverText } from '../../cli/src/reporters/failover-text.ts';
import { styleFor } from '../../cli/src/style.ts';
import { threeMachines, twoGroups } from '../topology/pictures.ts';
import { toyEngine, withToy } from './toy-engine/engine.ts';

const withToys: Engines = [...engines, toyEngine];
const versions = [2, 3, 4];
const lineOf = (): number => 1;
const firstOf = (clusters: readonly Cluster[]): Cluster => {
  const [cluster] = clusters;
  if (!cluster) throw new Error('no cluster');
  return cluster;
};

describe('a manager that is one line in the table of engines', () => {
  const vip = '10.0.0.10';
  const failover = failoverOf(withToy(firstOf(threeMachines().clusters())), versions, withToys);
  const report: ClusterReport = clusterReport(predict(failover), lineOf);
  const crash: Fault = { kind: 'crash', node: 'lb1' };

  test('has a holder, now and after each fault, without seconds', () => {
    expect(report.manager).toBe('toyd');
    expect(report.steady[vip]).toEqual({
      holders: ['lb1'],
      certain: true,
      why: 'lb1 is the first candidate that is left',
      verdict: 'ok',
    });
    const told = report.faults.map(({ faults, vips }) => {
      const { holders = [], verdict, gapMs } = vips[vip] ?? {};
      return `${faults.join(' ')} ${holders.join('+')} ${verdict} ${gapMs}`;
    });
    expect(told.slice(0, 4)).toEqual([
      'lb1:crash lb2 ok not modelled',
      'lb1:stop lb2 ok not modelled',
      'lb1:haproxy lb1 unhealthy-holder null',
      'lb2:crash lb1 ok not modelled',
    ]);
  });

  test('has its properties judged by the faults, as it follows no histories', () => {
    expect(report.exploration).toBeNull();
    expect(report.properties.map(({ id, holds }) => [id, holds])).toEqual([
      ['one-holder-after-any-single-fault', true],
      ['healthy-holder-after-any-single-fault', false],
    ]);
  });

  test('has rows in both tables of the command line', () => {
    const text = failoverText([report], styleFor(false), 100);
    expect(text).toContain(' now: lb1\n');
    expect(text).toMatch(/ ✓ lb1:crash +lb2 +not modelled +ok$/m);
    expect(text).toMatch(/ ✗ lb1:haproxy +lb1 +no end +HAProxy is down$/m);
    expect(failoverMarkdown([report])).toContain('When all is well on **lb1**: lb1 is the first');
  });

  test('takes its own faults and refuses others', () => {
    expect(parseFault(failover, 'lb1:stop')).toEqual({ kind: 'stop', node: 'lb1' });
    expect(parseFault(failover, 'lb1:if:eth0')).toHaveProperty('error', expect.stringContaining('(it has none)'));
  });

  test('is drawn, in its own words', () => {
    const diagram = clusterDiagram(failover, { faults: [crash], lineOf });
    const svg = diagramSvg(diagram, { standalone: true });
    for (const word of ['DARK', 'PLAYING', 'WATCHING', '✕ power', '✓ toyd', '✓ lb1 → lb2<'])
      expect(svg).toContain(word);
    expect(diagram.title).toContain('lb2 holds 10.0.0.10');
    expect(diagram.summary[0]).toContain('lb2 holds 10.0.0.10, moved from lb1.');
    const steady = buildTopology(failover, []);
    expect(topologyMermaid(steady)).toContain('PLAYING VI_1');
    expect(runbook(steady, report)).toContain('Should lb1 lose power, lb2 takes over 10.0.0.10.');
    expect(timeLineOf(failover, [crash])).toBeUndefined();
  });
});

describe('a cluster of two managers', () => {
  const cluster = withToy(firstOf(twoGroups().clusters()), ({ name }) => name === 'GREEN');
  const failover = failoverOf(cluster, versions, withToys);
  const prediction = predict(failover);

  test('is predicted group by group, each by its own engine', () => {
    expect(cluster.groups.map((group) => engineOf(group, withToys)?.program)).toEqual(['keepalived', 'toyd']);
    expect(failover.program).toBe('keepalived and toyd');
    // VRRP prefers b for GREEN, and the toy the first.
    expect(prediction.steady.get('192.0.2.10')).toMatchObject({ holders: ['a'], afterMs: expect.any(Number) });
    expect(prediction.steady.get('192.0.2.20')?.holders).toEqual(['a']);
    const [crash] = prediction.faults;
    expect(crash?.faults).toEqual([{ kind: 'crash', node: 'a' }]);
    expect(crash?.vips.get('192.0.2.10')).toMatchObject({
      holders: ['b'],
      gapMs: [expect.any(Number), expect.any(Number)],
    });
    expect(crash?.vips.get('192.0.2.20')).toMatchObject({ holders: ['b'], gapMs: 'not modelled' });
  });

  test('is one picture', () => {
    const { machines } = buildTopology(failover, []);
    expect(machines[0]?.members.map(({ instance, status }) => `${instance} ${status.word}`)).toEqual([
      'BLUE MASTER',
      'GREEN PLAYING',
    ]);
    expect(machines[0]?.parts.flatMap(({ kind, name }) => (kind === 'manager' ? [name] : []))).toEqual([
      'keepalived',
      'toyd',
    ]);
  });

  test('has a picture and no claim where nobody knows one of them', () => {
    const known = predict(failoverOf(cluster, versions));
    expect([...known.steady.keys()]).not.toContain('192.0.2.20');
    expect(known.steady.get('192.0.2.10')?.holders).toEqual(['a']);
    const drawn = buildTopology(failoverOf(cluster, versions), []).vips.map(({ group }) => group);
    expect([...new Set(drawn)]).toEqual(['BLUE']);
  });
});
