import { describe, expect, test } from 'vitest';
import { failoverOf } from '#core/failover/engines.ts';
import { type Fault, formatFault, parseFault } from '#core/failover/fault.ts';
import { predict } from '#core/failover/predict.ts';
import { measured, type Prediction } from '#core/failover/prediction.ts';
import { snapshotOf, snapshotOfFolder } from '../support/workspace.ts';

const vip = '192.168.1.100';
const newest = [2, 3, 4];

interface NodeOptions {
  readonly priority?: number | undefined;
  readonly id?: number;
  readonly state?: string;
  readonly lines?: string;
  readonly weight?: number;
  readonly top?: string;
}

function node({ priority = 100, id = 51, state = 'BACKUP', lines = '', weight, top = '' }: NodeOptions): string {
  const script =
    weight === undefined
      ? ''
      : `vrrp_script chk_haproxy {\n    script "/usr/local/bin/check"\n    interval 2\n    fall 3\n    weight ${weight}\n}\n`;
  const track = weight === undefined ? '' : '    track_script {\n        chk_haproxy\n    }\n';
  return `${top}${script}vrrp_instance VI_1 {
    interface eth0
    virtual_router_id ${id}
    state ${state}
    priority ${priority}
${lines}${track}    virtual_ipaddress {
        ${vip}
    }
}
`;
}

function predictNodes(nodes: Record<string, NodeOptions>, faults?: readonly string[], keepalived = newest): Prediction {
  const files = new Map<string, string>();
  for (const [name, options] of Object.entries(nodes)) {
    files.set(`${name}/keepalived.conf`, node(options));
    files.set(`${name}/haproxy.cfg`, `frontend web\n    bind ${vip}:80 transparent\n    mode http\n`);
  }
  const cluster = snapshotOf(files).clusters()[0];
  if (!cluster) throw new Error('no cluster');
  if (!faults) return predict(failoverOf(cluster, keepalived));
  const failover = failoverOf(cluster, keepalived);
  const parsed = faults.map((text): Fault => {
    const fault = parseFault(failover, text);
    if ('error' in fault) throw new Error(fault.error);
    return fault;
  });
  return predict(failoverOf(cluster, keepalived), { faults: [parsed] });
}

/** "holders gap verdict" of one VIP after a set of faults. */
function afterFaults(nodes: Record<string, NodeOptions>, ...faults: string[]): string {
  const holding = predictNodes(nodes, faults).faults[0]?.vips.get(vip);
  if (!holding) throw new Error('no prediction');
  const gap = measured(holding.gapMs)?.join('–') ?? 'never';
  return `${holding.holders.join('+') || 'nobody'} ${gap} ${holding.verdict}${holding.certain ? '' : ' (uncertain)'}`;
}

function steady(nodes: Record<string, NodeOptions>, keepalived = newest): string {
  const holding = predictNodes(nodes, undefined, keepalived).steady.get(vip);
  if (!holding) throw new Error('no prediction');
  return `${holding.holders.join('+')} after ${holding.afterMs}${holding.certain ? '' : ' (uncertain)'}: ${holding.why}`;
}

describe('the example pair', () => {
  const [cluster] = snapshotOfFolder('examples/pair').clusters();
  if (!cluster) throw new Error('no cluster');
  const prediction = predict(failoverOf(cluster, newest));

  test('lb1 holds the address, with the arithmetic of its check', () => {
    expect(prediction.steady.get(vip)).toEqual({
      holders: ['lb1'],
      // 3 × 1 s + (256 − 103)/256 s
      afterMs: 3598,
      verdict: 'ok',
      certain: true,
      why: 'lb1: 101 + 2 (chk_haproxy) = 103 > 102 (lb2)',
    });
  });

  test('every single fault leaves one healthy holder, within the bounds of the formulas', () => {
    const table = prediction.faults.map((fault) => {
      const holding = fault.vips.get(vip);
      return `${fault.faults.map(formatFault).join(' ')} → ${holding?.holders.join('+')} ${measured(holding?.gapMs)?.join('–')} ${holding?.verdict}`;
    });
    expect(table).toEqual([
      // Master down interval of 102 is 3601.6 ms, less up to one advertisement interval; skew 601.6 ms.
      'lb1:crash → lb2 2602–3602 ok',
      'lb1:stop → lb2 602–602 ok',
      // Two failures in a row at an interval of 2 s: 2 to 4 s more.
      'lb1:haproxy → lb2 4602–7602 ok',
      'lb1:if:eth0 → lb2 2602–3602 ok',
      'lb2:crash → lb1 0–0 ok',
      'lb2:stop → lb1 0–0 ok',
      'lb2:haproxy → lb1 0–0 ok',
      'lb2:if:eth0 → lb1 0–0 ok',
    ]);
    expect(prediction.properties.every((property) => property.holds)).toBe(true);
  });
});

describe('the election', () => {
  test('state MASTER gives no head start', () => {
    expect(steady({ lb1: { priority: 100, state: 'MASTER' }, lb2: { priority: 150 } })).toBe(
      'lb2 after 3414: lb2: 150 > 100 (lb1)',
    );
  });

  test('priority 255 with state MASTER takes the address at once', () => {
    expect(steady({ lb1: { priority: 255, state: 'MASTER' }, lb2: {} })).toBe('lb1 after 0: lb1: 255 > 100 (lb2)');
  });

  test('priority 255 with state BACKUP waits', () => {
    expect(steady({ lb1: { priority: 255 }, lb2: {} })).toMatch(/^lb1 after 3004:/);
  });

  test('equal priorities are a race, and that is said', () => {
    expect(steady({ lb1: {}, lb2: {} })).toMatch(/\(uncertain\).*whichever of lb1 and lb2 starts first/);
  });

  test('advert_int of 3 s', () => {
    const lines = '    advert_int 3\n';
    expect(steady({ lb1: { priority: 101, lines }, lb2: { lines } })).toMatch(/^lb1 after 9605:/);
    expect(afterFaults({ lb1: { priority: 101, lines }, lb2: { lines } }, 'lb1:crash')).toBe('lb2 6609–9609 ok');
  });

  test('VRRPv3 with a tenth of a second', () => {
    const lines = '    version 3\n    advert_int 0.1\n';
    expect(afterFaults({ lb1: { priority: 101, lines }, lb2: { lines } }, 'lb1:crash')).toBe('lb2 261–361 ok');
  });

  test('the best of three takes over', () => {
    expect(afterFaults({ a1: { priority: 90 }, a2: { priority: 120 }, a3: { priority: 110 } }, 'a2:crash')).toMatch(
      /^a3 /,
    );
    expect(
      afterFaults({ a1: { priority: 90 }, a2: { priority: 120 }, a3: { priority: 110 } }, 'a2:crash', 'a3:stop'),
    ).toMatch(/^a1 /);
  });
});

describe('checks', () => {
  test('a negative weight that is large enough', () => {
    expect(
      afterFaults({ lb1: { priority: 150, weight: -60 }, lb2: { priority: 100, weight: -60 } }, 'lb1:haproxy'),
    ).toBe('lb2 6609–9609 ok');
  });

  test('a weight that only reaches equality moves nothing', () => {
    expect(
      afterFaults({ lb1: { priority: 150, weight: -50 }, lb2: { priority: 100, weight: -50 } }, 'lb1:haproxy'),
    ).toBe('lb1 never unhealthy-holder');
  });

  test('weight 0 gives the address up at once', () => {
    expect(afterFaults({ lb1: { priority: 150, weight: 0 }, lb2: { priority: 100, weight: 0 } }, 'lb1:haproxy')).toBe(
      'lb2 4609–6609 ok',
    );
  });

  test('weight 0 on both nodes leaves nobody when both fail', () => {
    expect(
      afterFaults(
        { lb1: { priority: 150, weight: 0 }, lb2: { priority: 100, weight: 0 } },
        'lb1:haproxy',
        'lb2:haproxy',
      ),
    ).toBe('nobody never no-holder');
  });

  test('without any check a dead HAProxy keeps the address', () => {
    const prediction = predictNodes({ lb1: { priority: 101 }, lb2: {} }, ['lb1:haproxy']);
    expect(prediction.faults[0]?.vips.get(vip)?.why).toContain('nothing on lb1 tracks HAProxy');
    expect(prediction.properties).toContainEqual({
      certain: true,
      vips: [vip],
      id: 'healthy-holder-after-any-single-fault',
      holds: false,
      trace: [{ kind: 'breaks', fault: { kind: 'haproxy', node: 'lb1' } }],
    });
  });

  test('nopreempt on the node that should take over blocks a failover by weight', () => {
    const lines = '    nopreempt\n';
    const nodes = { lb1: { priority: 101, weight: 2, lines }, lb2: { weight: 2, lines } };
    expect(afterFaults(nodes, 'lb1:haproxy')).toBe('lb1 never unhealthy-holder (uncertain)');
    expect(afterFaults(nodes, 'lb1:crash')).toBe('lb2 0–3602 ok');
  });
});

describe('who started first', () => {
  const lines = '    nopreempt\n';

  test('with nopreempt on all nodes it keeps the address, and that is open', () => {
    const { steady: now, faults, properties } = predictNodes({ lb1: { priority: 101, lines }, lb2: { lines } });
    expect(now.get(vip)).toMatchObject({ holders: ['lb1'], alternatives: [['lb2']], certain: false });
    const crash = faults.find((fault) => fault.faults.map(formatFault).join() === 'lb1:crash')?.vips.get(vip);
    // Whoever held it before: the other one is left, and there may have been no interruption.
    expect(crash).toMatchObject({ holders: ['lb2'], certain: true, gapMs: [0, 3609] });
    expect(crash).not.toHaveProperty('alternatives');
    expect(properties.find(({ id }) => id.startsWith('one-holder'))).toMatchObject({ holds: true, certain: true });
  });

  test('of three nodes two may take over', () => {
    const { steady: now, faults } = predictNodes({
      lb1: { priority: 120, lines },
      lb2: { priority: 110, lines },
      lb3: { lines },
    });
    expect(now.get(vip)?.alternatives).toEqual([['lb2'], ['lb3']]);
    const crash = faults.find((fault) => fault.faults.map(formatFault).join() === 'lb1:crash')?.vips.get(vip);
    expect(crash).toMatchObject({ holders: ['lb2'], alternatives: [['lb3']], certain: false });
    expect(crash?.why).toContain('lb3 if lb3 held it before');
  });

  test('nopreempt of the lowest node alone decides nothing', () => {
    const { steady: now } = predictNodes({ lb1: { priority: 101 }, lb2: { lines } });
    expect(now.get(vip)).toMatchObject({ holders: ['lb1'], certain: true });
  });

  test('nor does that of one that starts as MASTER, where keepalived clears it', () => {
    const { steady: now } = predictNodes({ lb1: { priority: 101, lines, state: 'MASTER' }, lb2: { lines } });
    expect(now.get(vip)).toMatchObject({ holders: ['lb1'], certain: true });
  });

  test('equal priorities have an alternative, too', () => {
    const { steady: now } = predictNodes({ lb1: {}, lb2: {} });
    expect(now.get(vip)).toMatchObject({ alternatives: [['lb2']], certain: false });
  });
});

describe('two masters', () => {
  test('with different virtual router ids', () => {
    expect(steady({ lb1: { priority: 101 }, lb2: { id: 52 } })).toBe(
      "lb1+lb2 after 3609: lb1 and lb2 ignore each other's advertisements because virtual_router_id differs (51 and 52)",
    );
  });

  test('with different passwords', () => {
    const auth = (password: string): string =>
      `    authentication {\n        auth_type PASS\n        auth_pass ${password}\n    }\n`;
    expect(steady({ lb1: { priority: 101, lines: auth('secret1') }, lb2: { lines: auth('secret2') } })).toMatch(
      /^lb1\+lb2/,
    );
    // Only eight characters are sent.
    expect(steady({ lb1: { priority: 101, lines: auth('longsecret1') }, lb2: { lines: auth('longsecret2') } })).toMatch(
      /^lb1 /,
    );
  });

  test('after keepalived was killed, the address stays', () => {
    expect(afterFaults({ lb1: { priority: 101 }, lb2: {} }, 'lb1:kill')).toMatch(/^lb1\+lb2 never several-holders/);
  });

  test('when a node is cut off', () => {
    expect(afterFaults({ lb1: { priority: 101 }, lb2: {} }, 'cut:lb2')).toBe('lb1+lb2 never several-holders');
  });
});

describe('checks of which the files do not say how they end', () => {
  const pairOf = (script: string, top = '', weight = '') => {
    const text = (name: string, priority: number) => ({
      priority,
      top: `${top}vrrp_script chk {\n    script "${script}"\n    interval 2\n${weight}}\n`,
      lines: `    # ${name}\n    track_script {\n        chk\n    }\n`,
    });
    return { lb1: text('lb1', 110), lb2: text('lb2', 100) };
  };

  test('one that asks the virtual address keeps it from everybody', () => {
    expect(steady(pairOf(`/usr/bin/nc -z ${vip} 80`))).toBe(' after 0: lb1 is in FAULT, lb2 is in FAULT');
    expect(steady(pairOf('/usr/bin/nc -z 127.0.0.1 80'))).toMatch(/^lb1 after/);
  });

  test('one that asks the virtual address, with a weight, says nothing about its own node', () => {
    const nodes = pairOf(`/usr/bin/nc -z ${vip} 80`, '', '    weight -30\n');
    expect(steady(nodes)).toMatch(/\(uncertain\).*chk asks the virtual address/);
    expect(afterFaults(nodes, 'lb1:haproxy')).toBe('lb1 never unhealthy-holder (uncertain)');
  });

  test('one without a user to run as is dropped', () => {
    const security = 'global_defs {\n    enable_script_security\n}\n';
    const nodes = pairOf('/usr/bin/killall -0 haproxy', security);
    expect(afterFaults(nodes, 'lb1:haproxy')).toBe('lb1 never unhealthy-holder (uncertain)');
    const withUser = security.replace('}', '    script_user root\n}');
    expect(afterFaults(pairOf('/usr/bin/killall -0 haproxy', withUser), 'lb1:haproxy')).toMatch(/^lb2 .* ok$/);
  });
});

test('of equal priorities that start together, the higher address stays', () => {
  const lines = (own: number, other: number): string =>
    `    unicast_src_ip 192.168.1.${own}\n    unicast_peer {\n        192.168.1.${other}\n    }\n`;
  expect(steady({ lb1: { lines: lines(11, 12) }, lb2: { lines: lines(12, 11) } })).toMatch(/^lb2 after .*uncertain/);
  expect(steady({ lb1: { lines: lines(12, 11) }, lb2: { lines: lines(11, 12) } })).toMatch(/^lb1 after .*uncertain/);
});

test('what is not modelled is said', () => {
  const lines = '    track_bfd {\n        uplink\n    }\n';
  expect(steady({ lb1: { priority: 101, lines }, lb2: {} })).toMatch(
    /\(uncertain\).*not modelled yet: track_bfd \(lb1\)/,
  );
});

test('faults are read and written in one form', () => {
  const [cluster] = snapshotOfFolder('examples/pair').clusters();
  if (!cluster) throw new Error('no cluster');
  const failover = failoverOf(cluster, newest);
  expect(parseFault(failover, 'lb1:if:eth0')).toEqual({ kind: 'if', node: 'lb1', name: 'eth0' });
  expect(parseFault(failover, 'lb3:crash')).toEqual({
    error: '"lb3:crash": no node is called "lb3" (there are lb1, lb2)',
  });
  expect(parseFault(failover, 'lb1:explode')).toHaveProperty('error');
  expect(parseFault(failover, 'lb1:check:nope')).toEqual({
    error: '"lb1:check:nope": lb1 has no check "nope" (it has chk_haproxy)',
  });
  expect(parseFault(failover, '')).toHaveProperty('error');
});

test('masters that refuse each other leave it to chance what a third node hears', () => {
  const secret = (text: string) => `    authentication {\n        auth_type PASS\n        auth_pass ${text}\n    }\n`;
  const nodes = {
    lb1: { priority: 40, lines: secret('one') },
    lb2: { priority: 1, lines: secret('two') },
    lb3: { priority: 100, lines: secret('two') },
  };
  const three = predictNodes(nodes).steady.get(vip);
  expect(three?.certain).toBe(false);
  expect(three?.why).toContain("lb1 and lb3 refuse each other's advertisements");
  const { lb2: _, ...two } = nodes;
  expect(predictNodes(two).steady.get(vip)).toMatchObject({ holders: ['lb1', 'lb3'], certain: true });
});

test('of backups with equal priorities that miss the master together, the one with the higher address mostly takes over', () => {
  const peers = [11, 12, 13];
  const own = (host: number, priority: number): NodeOptions => {
    const others = peers.filter((other) => other !== host).map((other) => `        192.168.1.${other}\n`);
    return { priority, lines: `    unicast_src_ip 192.168.1.${host}\n    unicast_peer {\n${others.join('')}    }\n` };
  };
  const nodes = { lb1: own(11, 150), lb2: own(12, 100), lb3: own(13, 100) };
  expect(afterFaults(nodes, 'lb1:crash')).toBe('lb3 2609–3609 ok (uncertain)');
  expect(afterFaults({ ...nodes, lb2: own(13, 100), lb3: own(12, 100) }, 'lb1:crash')).toMatch(/^lb2 /);
  expect(afterFaults({ ...nodes, lb3: own(13, 99) }, 'lb1:crash')).toBe('lb2 2609–3609 ok');
  const unknown = { lb1: { priority: 150 }, lb2: { priority: 100 }, lb3: { priority: 100 } };
  expect(afterFaults(unknown, 'lb1:crash')).toMatch(/\(uncertain\)$/);
  expect(afterFaults(unknown, 'lb3:crash')).toBe('lb1 0–0 ok');
});

test('an instance that names no interface keeps keepalived from starting', () => {
  const text = (priority: number, lines: string): string =>
    `vrrp_instance VI_1 {\n${lines}    virtual_router_id 51\n    priority ${priority}\n    virtual_ipaddress {\n        10.0.0.9\n    }\n}\n`;
  const cluster = snapshotOf(
    new Map([
      ['lb1/keepalived.conf', text(101, '    interfce eth0\n')],
      ['lb2/keepalived.conf', text(100, '    interface eth0\n')],
    ]),
  ).clusters()[0];
  if (!cluster) throw new Error('no cluster');
  expect(predict(failoverOf(cluster, newest), { faults: [] }).steady.get('10.0.0.9')?.holders).toEqual(['lb2']);
});

test('what keepalived takes from its environment is not certain', () => {
  const text = (priority: string): string =>
    `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority ${priority}\n    virtual_ipaddress {\n        10.0.0.9\n    }\n}\n`;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: keepalived's own sign.
  for (const priority of ['${_ENV PRIO}', '${_RANDOM 1 99}']) {
    const [cluster] = snapshotOf(
      new Map([
        ['lb1/keepalived.conf', text('101')],
        ['lb2/keepalived.conf', text(priority)],
      ]),
    ).clusters();
    expect(cluster && predict(failoverOf(cluster, newest), { faults: [] }).steady.get('10.0.0.9')?.certain).toBe(false);
  }
});
