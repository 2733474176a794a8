import { expect, test } from 'vitest';
import { describeNeeding } from '../support/requires.ts';
import { run } from '../support/run.ts';
import { labMissing, runScenario } from './lab.ts';
import type { Scenario } from './scenario.ts';

const vip = '192.168.1.100';

function configuration(priority: number): string {
  return `vrrp_script chk_app {
    script "/bin/false"
    interval 1
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        ${vip}
    }
    track_script {
        chk_app weight -50
    }
}
`;
}

/** The nodes differ only in the priority, and by so little that who starts first decides: start them one by one. */
function pair(id: string, events: Scenario['events'], until: number): Scenario {
  const nodes = {
    lb1: { ifs: { eth0: ['192.168.1.11/24'] }, conf: configuration(101) },
    lb2: { ifs: { eth0: ['192.168.1.12/24'] }, conf: configuration(100) },
  };
  return { id, nodes, vips: [vip], events, until };
}

describeNeeding('lab', 'the lab', labMissing(), () => {
  test.concurrent('sees a start and a clean stop as the kernel does', async () => {
    const scenario = pair(
      'stop',
      [
        [0, 'check', 'lb1', 'chk_app', 'ok'],
        [0, 'check', 'lb2', 'chk_app', 'ok'],
        [0, 'start', 'lb1'],
        [0.5, 'start', 'lb2'],
        [5, 'stop', 'lb1'],
      ],
      6.5,
    );
    const seen = await runScenario(scenario);

    // RFC 3768: 3 advertisement intervals and the skew of the taker's priority, (256 - priority) / 256.
    expect(seen.holders.map(({ holders }) => holders)).toEqual([['lb1'], [], ['lb2']]);
    const [first, stopped, taken] = seen.holders.map(({ t }) => t);
    expect(first).toBeCloseTo(3 + 155 / 256, 0);
    expect(Math.abs((stopped ?? 0) - 5)).toBeLessThan(0.3);
    expect(Math.abs((taken ?? 0) - (stopped ?? 0) - 156 / 256)).toBeLessThan(0.3);
    expect(seen.states.filter(({ node }) => node === 'lb2').map(({ state }) => state)).toEqual(['BACKUP', 'MASTER']);
    expect(seen.lag).toBeLessThan(0.5);
  });

  test.concurrent('sees a failed check, and that a dead keepalived leaves its address', async () => {
    const scenario = pair(
      'crash',
      [
        [0, 'check', 'lb2', 'chk_app', 'fail'],
        [0, 'check', 'lb1', 'chk_app', 'ok'],
        [0, 'start', 'lb1'],
        [0.5, 'start', 'lb2'],
        [5, 'crash', 'lb1'],
      ],
      9.5,
    );
    const seen = await runScenario(scenario);

    expect(seen.holders.map(({ holders }) => holders)).toEqual([['lb1'], ['lb1', 'lb2']]);
    expect(seen.log['lb2']?.some(({ text }) => text.includes('effective priority from 100 to 50'))).toBe(true);
  });

  test.concurrent('gives a host a name of its own, which is its configuration id', async () => {
    const conf = configuration(150).replace('    priority 150\n', '@lb1    priority 200\n@other    priority 90\n');
    const seen = await runScenario({
      id: 'hostname',
      nodes: { a: { ifs: { eth0: ['192.168.1.11/24'] }, conf, hostname: 'lb1.example.com' } },
      vips: [vip],
      events: [
        [0, 'check', 'a', 'chk_app', 'ok'],
        [0, 'start', 'a'],
      ],
      until: 5,
    });
    expect(seen.holders).toHaveLength(1);
    expect(Math.abs((seen.holders[0]?.t ?? 0) - (3 + 56 / 256))).toBeLessThan(0.3);
  });

  test('says which event cannot be done, and leaves nothing behind', async () => {
    await expect(runScenario(pair('wrong', [[0, 'unplug', 'lb1', 'eth7']], 1))).rejects.toThrow(
      'wrong, event at 0 s: node "lb1" has no interface "eth7"',
    );
    expect((await run('ip', ['netns', 'list'])).stdout).not.toContain(`hcf-${process.pid}.`);
  });
});
