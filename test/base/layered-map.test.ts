import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LayeredMap } from '#core/base/layered-map.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');

test('after any additions a layered map holds what a map holds, and the maps before it are as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.tuple(key, fc.nat(9)), { maxLength: 4 }), { maxLength: 20 }), (additions) => {
      let layered = LayeredMap.empty<string, number>();
      const plain = new Map<string, number>();
      for (const entries of additions) {
        const before = [...plain];
        const old = layered;
        layered = layered.with(entries);
        for (const [name, value] of entries) plain.set(name, value);
        for (const name of 'abcdefg') {
          expect(layered.get(name)).toBe(plain.get(name));
          expect(layered.has(name)).toBe(plain.has(name));
          expect(old.get(name)).toBe(new Map(before).get(name));
        }
      }
    }),
  );
});

test('there are few layers, however many entries are added one by one', () => {
  let map = LayeredMap.empty<number, number>();
  for (let index = 0; index < 10_000; index++) map = map.with([[index, index]]);
  expect(map.layers.length).toBeLessThan(15);
  expect(map.get(0)).toBe(0);
  expect(map.get(9999)).toBe(9999);
});
