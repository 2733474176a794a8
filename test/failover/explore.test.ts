import { describe, expect, test } from 'vitest';
import type { Cluster } from '#core/cluster/cluster.ts';
import { failoverOf } from '#core/failover/engines.ts';
import type { Exploration } from '#core/failover/exploration.ts';
import { predict } from '#core/failover/predict.ts';
import { formatStep } from '#core/failover/properties.ts';
import { explore, exploreSteps, type PartExploreOptions } from '#core/failover/vrrp/explore.ts';
import { failoverModel } from '#core/failover/vrrp/model.ts';
import { dice } from '../lab/random/dice.ts';
import { snapshotOf, snapshotOfFolder } from '../support/workspace.ts';

const keepalived = [2, 3, 4];

interface GroupOptions {
  readonly priority: number;
  readonly lines?: string;
  readonly id?: number;
  readonly interface?: string;
}

/** A node's files: a check with a weight, and one instance for each group. */
function node(weight: number | undefined, groups: readonly GroupOptions[], below = ''): string {
  const script = `vrrp_script chk_haproxy {\n    script "/usr/bin/pgrep haproxy"\n    interval 2\n    weight ${weight}\n}\n`;
  const track = weight === undefined ? '' : '    track_script {\n        chk_haproxy\n    }\n';
  const instances = groups.map(
    ({ priority, lines = '', id, interface: name = 'eth0' }, index) => `vrrp_instance VI_${index + 1} {
    interface ${name}
    virtual_router_id ${id ?? 51 + index}
    priority ${priority}
${lines}${track}    virtual_ipaddress {
        192.168.1.${100 + index}
    }
}
`,
  );
  return `${weight === undefined ? '' : script}${instances.join('')}${below}`;
}

function clusterOf(nodes: Readonly<Record<string, string>>): Cluster {
  const files = new Map<string, string>();
  for (const [name, text] of Object.entries(nodes)) {
    files.set(`${name}/keepalived.conf`, text);
    files.set(`${name}/haproxy.cfg`, 'frontend web\n    bind :80\n    mode http\n');
  }
  const [cluster] = snapshotOf(files).clusters();
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

const exploreCluster = (cluster: Cluster, options: PartExploreOptions): Exploration =>
  explore(failoverModel(cluster, keepalived), options);

/** "property: trace → holders" of each violation. */
function violations(nodes: Readonly<Record<string, string>>, maxFaults: number): string[] {
  return exploreCluster(clusterOf(nodes), { maxFaults }).violations.map(
    ({ property, trace, holders }) =>
      `${property}: ${trace.map(formatStep).join(', ') || 'nothing'} → ${holders.join('+') || 'nobody'}`,
  );
}

describe('properties', () => {
  test('the example pair keeps all of them whatever two things break', () => {
    const [cluster] = snapshotOfFolder('examples/pair').clusters();
    if (!cluster) throw new Error('no cluster');
    const explored = exploreCluster(cluster, { maxFaults: 2 });
    expect(explored).toMatchObject({ violations: [], complete: true });
    // Two failures in a row of a check every 2 s, then 3 × 1 s + (256 − 102)/256 s, less up to one advertisement interval.
    expect(explored.gaps).toEqual([
      {
        vips: ['192.168.1.100'],
        gapMs: [4602, 7602],
        trace: [{ kind: 'breaks', fault: { kind: 'haproxy', node: 'lb1' } }],
      },
    ]);
  });

  test('nopreempt on the node that should take over keeps the address where HAProxy is down', () => {
    const nodes = {
      lb1: node(-60, [{ priority: 150 }]),
      lb2: node(-60, [{ priority: 100, lines: '    nopreempt\n' }]),
    };
    expect(violations(nodes, 1)).toEqual(['healthy-holder: lb1:haproxy → lb1']);
  });

  test('a second fault can show what no single one does', () => {
    const nodes = {
      lb1: node(-40, [{ priority: 150 }]),
      lb2: node(-40, [{ priority: 120 }]),
      lb3: node(-40, [{ priority: 100 }]),
    };
    expect(violations(nodes, 1)).toEqual([]);
    // Without lb2: 150 − 40 = 110 is more than the 100 of lb3, whose HAProxy runs.
    expect(violations(nodes, 2)).toEqual(['healthy-holder: lb2:crash, lb1:haproxy → lb1']);
  });

  test('an interface that nothing tracks leaves two holders', () => {
    const lines = '    dont_track_primary\n';
    const nodes = {
      lb1: node(undefined, [{ priority: 150, lines }]),
      lb2: node(undefined, [{ priority: 100, lines }]),
    };
    const [first] = violations(nodes, 1).filter((text) => text.startsWith('no-duplicate-address'));
    expect(first).toMatch(/: lb[12]:if:eth0 → lb1\+lb2$/);
  });

  test('a sync group whose members prefer different nodes does not go home', () => {
    const group = 'vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n}\n';
    const nodes = {
      lb1: node(undefined, [{ priority: 150 }, { priority: 90, interface: 'eth1' }], group),
      lb2: node(undefined, [{ priority: 100 }, { priority: 140, interface: 'eth1' }], group),
    };
    expect(violations(nodes, 1).filter((text) => text.startsWith('returns-home'))).not.toEqual([]);
  });

  test('nopreempt on the home node lets the address stay where it is', () => {
    const lines = '    nopreempt\n';
    const nodes = { lb1: node(0, [{ priority: 150, lines }]), lb2: node(0, [{ priority: 100, lines }]) };
    expect(violations(nodes, 2)).toEqual([]);
  });

  test('one that is broken when nothing has failed says so', () => {
    const nodes = { lb1: node(undefined, [{ priority: 150 }]), lb2: node(undefined, [{ priority: 100, id: 52 }]) };
    expect(violations(nodes, 1)).toContain('no-duplicate-address: nothing → lb1+lb2');
  });
});

describe('what is alike is explored once', () => {
  const counts = (nodes: Readonly<Record<string, string>>): readonly [number, number] => {
    const { states, transitions } = exploreCluster(clusterOf(nodes), { maxFaults: 2 });
    return [states, transitions];
  };

  test('groups', () => {
    const groups = (count: number, priorities: readonly [number, number], from = 0): GroupOptions[] =>
      Array.from({ length: count }, (_, index) => ({ priority: priorities[(index + from) % 2] ?? 0 }));
    const pair = (count: number): Readonly<Record<string, string>> => ({
      lb1: node(-60, groups(count, [150, 100])),
      lb2: node(-60, groups(count, [150, 100], 1)),
    });
    expect(counts(pair(10))).toEqual(counts(pair(1)));
  });

  test('nodes', () => {
    const backups = (priorities: readonly number[]): Readonly<Record<string, string>> =>
      Object.fromEntries([150, ...priorities].map((priority, index) => [`lb${index + 1}`, node(-99, [{ priority }])]));
    const [alike] = counts(backups([100, 100, 100]));
    const [different] = counts(backups([100, 98, 96]));
    expect(alike).toBeLessThan(different / 2);
  });
});

describe('the bounds', () => {
  const nodes = { lb1: node(-60, [{ priority: 150 }]), lb2: node(-60, [{ priority: 100 }]) };
  const model = failoverModel(clusterOf(nodes), keepalived);

  test('the search ends at its limit and says so', () => {
    expect(explore(model, { maxFaults: 3, maxTransitions: 20 })).toMatchObject({ complete: false });
    expect(explore(model, { maxFaults: 3 })).toMatchObject({ complete: true });
  });

  test('whoever asks for it can stop it', () => {
    let asked = 0;
    const explored = explore(model, { maxFaults: 3, shouldStop: () => ++asked > 2 });
    expect(explored.complete).toBe(false);
    expect(explored.states).toBeLessThan(explore(model, { maxFaults: 3 }).states / 2);
  });

  test('others can do something in between', () => {
    expect([...exploreSteps(model, { maxFaults: 1 })].length).toBeGreaterThan(5);
  });
});

/** Two implementations of the same question: the search, and the table that predicts each set of faults by itself. */
describe('the exploration finds what the table of all combinations shows', () => {
  const random = dice(7);
  const seeds = Array.from({ length: 25 }, (_, index) => index);

  test.each(seeds)('random cluster %i', () => {
    const count = random.pick([2, 2, 3]);
    const names = ['lb1', 'lb2', 'lb3'].slice(0, count);
    const weight = random.pick([undefined, 0, -60, -20, 40, -5]);
    const nodes = Object.fromEntries(
      names.map((name, index) => {
        const lines = random.chance(0.25) ? '    nopreempt\n' : random.chance(0.1) ? '    dont_track_primary\n' : '';
        return [name, node(weight, [{ priority: 150 - index * random.pick([1, 10, 30]), lines }])];
      }),
    );
    const cluster = clusterOf(nodes);
    const { violations: found } = exploreCluster(cluster, { maxFaults: 2 });
    const unbroken = found.filter(({ trace }) =>
      trace.every(({ kind, fault }) => kind === 'breaks' && fault.kind !== 'cut'),
    );
    const table = predict(failoverOf(cluster, keepalived), { maxFaults: 2 }).faults.filter(
      ({ faults }) => new Set(faults.map(({ node }) => node)).size < count,
    );
    const verdicts = table.flatMap(({ vips }) => [...vips.values()].map(({ verdict }) => verdict));
    expect(unbroken.some(({ property }) => property === 'healthy-holder')).toBe(verdicts.includes('unhealthy-holder'));
    expect(unbroken.some(({ property }) => property === 'one-holder')).toBe(
      verdicts.includes('no-holder') || verdicts.includes('several-holders'),
    );
  });
});
