import { expect, test } from 'vitest';
import { readScenario, type Scenario } from '#core/failover/vrrp/scenario.ts';
import { scenarioProblem } from '#core/workspace/scenario-problem.ts';

test('what is no scenario is said', () => {
  expect(readScenario([])).toEqual({ error: 'a scenario is an object' });
  expect(readScenario({ nodes: {} })).toEqual({ error: '"nodes" is missing or empty' });
  expect(readScenario({ nodes: { a: { conf: 1 } } })).toEqual({ error: 'nodes.a.conf is not a text' });
  expect(readScenario({ nodes: { a: { conf: '', ifs: {} } }, events: [['x']] })).toEqual({
    error: 'events[0] is not [t, verb, node, …]',
  });
  const node = { conf: '', ifs: {} };
  const readNode = (extra: object): unknown =>
    readScenario({ nodes: { a: { ...node, ...extra } }, events: [], until: 1 });
  expect(readNode({ ifs: { eth0: '10.0.0.1' } })).toEqual({
    error: 'nodes.a.ifs has something else than lists of addresses',
  });
  expect(readNode({ files: { a: 1 } })).toEqual({ error: 'nodes.a.files has something else than texts' });
  expect(readNode({ args: 'i' })).toEqual({ error: 'nodes.a.args is not a list of texts' });
  expect(readNode({ version: 2 })).toEqual({ error: 'nodes.a.version is not a text' });
  expect(readNode({ hostname: 2 })).toEqual({ error: 'nodes.a.hostname is not a text' });
  for (const [index, event] of [
    [0, 'down', 'b', 'eth0'],
    [0, 'stop', 'a', 'b'],
    [0, 'oneway', 'a', 'b'],
  ].entries()) {
    const events = [...Array(index).fill([0, 'start', 'a']), event];
    expect(readScenario({ nodes: { a: node }, events, until: 1 })).toEqual({
      error: `events[${index}]: no node is called "b"`,
    });
  }
  expect(readScenario({ nodes: { a: node }, events: [], until: 1, vips: [1] })).toEqual({
    error: '"vips" is not a list of texts',
  });
  expect(readScenario({ nodes: { a: { conf: '', ifs: {} } }, events: [] })).toEqual({
    error: '"until" is not a number of seconds',
  });
});

const conf = `vrrp_script chk {
  script "/bin/true"
}
vrrp_instance V {
  interface eth0
  virtual_router_id 1
  virtual_ipaddress {
    192.168.1.100/24
    2001:db8::1/64
  }
  track_script {
    chk
  }
}
`;
const ifs = { eth0: ['192.168.1.11/24'] };
const withEvents = (events: readonly unknown[], parts: object = {}): unknown =>
  readScenario({ nodes: { lb1: { conf, ifs }, lb2: { conf, ifs } }, events, until: 1, ...parts });

test.each([
  [['halt', 'lb1'], '"halt" is no event;'],
  [['Stop', 'lb1'], '"Stop" is no event; did you mean "stop"? Known are start, stop, '],
  [['constructor', 'lb1'], '"constructor" is no event; Known are start, '],
  [['down', 'lb1'], '"down" is written [t, "down", N, IF]'],
  [['crash', 'lb1', 'lb2'], '"crash" is written [t, "crash", N]'],
  [['check', 'lb1', 'chk', 'broken'], '"check" is written [t, "check", N, NAME, ok|fail]'],
  [['haproxy', 'lb1'], '"haproxy" is written [t, "haproxy", N, up|down]'],
])('the event %j is refused', (event, message) => {
  expect(
    withEvents([
      [0, 'start', 'lb1'],
      [1, ...event],
    ]),
  ).toEqual({
    error: expect.stringContaining(`events[1]: ${message}`),
  });
});

test.each([
  ['start', 'lb1', 'lb2'],
  ['cut', 'lb1'],
  ['cut', 'lb1', 'eth0', 'eth0'],
  ['hakill', 'lb1'],
  ['hup', 'lb1'],
  ['sh', 'lb1', 'chmod 777 %D%/s.sh'],
  ['write', 'lb1', 'f', 'x', 'inplace'],
  ['oneway_off', 'lb1'],
])('the event %s %s is one', (...event) => {
  expect(withEvents([[0, ...event]])).not.toHaveProperty('error');
});

function problemOf(events: readonly unknown[], parts: object = {}): string | undefined {
  return scenarioProblem(withEvents(events, parts) as Scenario);
}

test('a name that no configuration has is refused', () => {
  expect(problemOf([[0, 'down', 'lb1', 'eth9']])).toBe('events[0]: lb1 has no interface "eth9" (it has eth0)');
  expect(problemOf([[0, 'check', 'lb1', 'nope', 'fail']])).toBe('events[0]: lb1 has no check "nope" (it has chk)');
  expect(problemOf([], { vips: ['192.168.1.100', '192.168.1.77'] })).toContain(
    '"vips": nobody has 192.168.1.77 (known are 192.168.1.100, 2001:db8::1)',
  );
  expect(problemOf([], { vips: ['192.168.1.100/24'] })).toContain('write "192.168.1.100"');
  expect(problemOf([], { vips: ['2001:DB8::1'] })).toContain('write "2001:db8::1"');
});

test('a name that comes later or stands elsewhere is none that is unknown', () => {
  const later = conf.replaceAll('chk', 'other').replace('.100', '.77').replace('eth0', 'eth7');
  const events = [
    [0, 'conf', 'lb1', later],
    [1, 'check', 'lb1', 'other', 'fail'],
    [1, 'down', 'lb1', 'eth7'],
    [2, 'addaddr', 'lb1', 'eth0', '192.168.1.88/24'],
  ];
  expect(problemOf(events, { vips: ['192.168.1.77', '192.168.1.88'] })).toBeUndefined();
  const open = { conf: 'include /etc/other.conf\n', ifs };
  const parts = { nodes: { lb1: open }, vips: ['192.168.1.100'] };
  expect(problemOf([[0, 'check', 'lb1', 'chk', 'fail']], parts)).toBeUndefined();
  const byId = { conf: conf.replaceAll('    192', '    @x 192'), ifs };
  expect(problemOf([], { nodes: { lb1: byId }, vips: ['192.168.1.100'] })).toBeUndefined();
});
