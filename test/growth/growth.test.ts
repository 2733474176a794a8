import { expect, test } from 'vitest';
import { clusterConstructs } from './cluster-constructs.ts';
import { haproxyConstructs } from './haproxy-constructs.ts';
import { keepalivedConstructs } from './keepalived-constructs.ts';
import { most, tooSteep } from './measure.ts';

/** Small enough for all of it to take some minutes; the fuzzing program takes larger ones. */
const options = { scale: 0.2, floor: 30, retries: 4 };

const constructs = [...haproxyConstructs, ...keepalivedConstructs, ...clusterConstructs];

test.each(constructs.map((construct) => [construct.id, construct] as const))(
  `%s: four times the input costs at most ${most} times as much`,
  { timeout: 120_000 },
  (_, construct) => {
    const steep = tooSteep(construct, options);
    expect(steep.map(({ question, ms }) => `${question}: ${ms.map(Math.round).join(', ')} ms`)).toEqual([]);
  },
);

test('no two constructs have the same name', () => {
  const ids = constructs.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
