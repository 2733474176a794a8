import { expect, test } from 'vitest';
import { haproxyConstructs } from './haproxy-constructs.ts';
import { most, tooSteep } from './measure.ts';

/** Small enough for all of it to take about a minute; the fuzzing program takes larger ones. */
const options = { scale: 0.2, floor: 20, retries: 4 };

test.each(haproxyConstructs.map((construct) => [construct.id, construct] as const))(
  `%s: four times the input costs at most ${most} times as much`,
  { timeout: 120_000 },
  (_, construct) => {
    const steep = tooSteep(construct, options);
    expect(steep.map(({ question, ms }) => `${question}: ${ms.map(Math.round).join(', ')} ms`)).toEqual([]);
  },
);

test('no two constructs have the same name', () => {
  const ids = haproxyConstructs.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
