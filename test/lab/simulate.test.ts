import { expect, test } from 'vitest';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';
import { describeNeeding } from '../support/requires.ts';
import { labMissing, runScenario } from './lab.ts';
import type { Scenario } from './scenario.ts';

const vip = '192.168.1.100';

function conf(priority: number, lines = ''): string {
  return `global_defs {
    script_user root
}
vrrp_script chk {
    script "/usr/bin/test -e %D%/ok"
    interval 1
    weight -60
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
${lines}    track_script {
        chk
    }
    virtual_ipaddress {
        ${vip}
    }
}
`;
}

function scenario(id: string, lines: string, events: Scenario['events'], until: number): Scenario {
  const node = (priority: number, host: number) => ({
    ifs: { eth0: [`192.168.1.${host}/24`] },
    conf: conf(priority, lines),
    files: { ok: '1' },
  });
  return { id, nodes: { a: node(150, 11), b: node(100, 12), c: node(80, 13) }, vips: [vip], events, until };
}

const start = [0, 'start', 'a', 'b', 'c'] as const;
const scenarios = [
  scenario('return', '', [start, [5.3, 'stop', 'a'], [8.3, 'start', 'a']], 13),
  scenario('nopreempt', '    nopreempt\n', [start, [5.3, 'power', 'a'], [11.3, 'stop', 'b']], 14),
  scenario('split', '', [start, [5.3, 'cut', 'a'], [11.3, 'heal', 'a']], 14),
  scenario('check', '', [start, [5.3, 'rm', 'a', 'ok'], [11.3, 'touch', 'a', 'ok']], 17),
];

/** Changes of holders that last: hand-overs within a few milliseconds depend on who is scheduled first. */
function lasting(changes: readonly { t: number; holders: readonly string[] }[]): { t: number; holders: string }[] {
  return changes
    .filter((change, index) => (changes[index + 1]?.t ?? Number.POSITIVE_INFINITY) - change.t >= 0.06)
    .map(({ t, holders }) => ({ t, holders: holders.join('+') }))
    .filter((change, index, all) => all[index - 1]?.holders !== change.holders);
}

describeNeeding('lab', 'a simulated scenario is what real daemons do', labMissing(), () => {
  test.concurrent.for(scenarios)('$id', { timeout: 60_000 }, async (one) => {
    const seen = await runScenario(one);
    const version = /\d+(?:\.\d+)*/.exec(seen.version)?.[0] ?? '';
    const nodes = Object.fromEntries(Object.entries(one.nodes).map(([name, node]) => [name, { ...node, version }]));
    const predicted = simulateScenario({ ...one, nodes }).flatMap((entry) => ('vip' in entry ? [entry] : []));
    const [want, got] = [lasting(seen.holders), lasting(predicted)];
    expect(got.map(({ holders }) => holders)).toEqual(want.map(({ holders }) => holders));
    // A script's schedule decides by up to its interval.
    const tolerance = one.id === 'check' ? 1.2 : 0.35;
    got.forEach(({ t }, index) => {
      expect(Math.abs(t - (want[index]?.t ?? Number.NaN))).toBeLessThan(tolerance);
    });
  });
});
