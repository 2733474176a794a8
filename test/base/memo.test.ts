import { expect, test } from 'vitest';
import { memo } from '#core/base/memo.ts';

test('a result is computed once for each object, and a copy of an object has none', () => {
  let computed = 0;
  const doubled = memo(({ value }: { readonly value: number }) => {
    computed++;
    return value * 2;
  });
  const one = { value: 1 };
  expect([doubled(one), doubled(one)]).toEqual([2, 2]);
  expect(computed).toBe(1);
  const other = { ...one, value: 5 };
  expect([doubled(other), doubled(one), doubled(other)]).toEqual([10, 2, 10]);
  expect(computed).toBe(2);
});
