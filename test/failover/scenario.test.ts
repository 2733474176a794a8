import { expect, test } from 'vitest';
import { readScenario } from '#core/failover/scenario.ts';

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
