import { expect, test } from 'vitest';
import { memo, memoLatest } from '#core/base/memo.ts';

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

test('the latest result holds as long as what is around is the same', () => {
  let computed = 0;
  const sum = memoLatest(({ value }: { readonly value: number }, ...others: readonly number[]) => {
    computed++;
    return others.reduce((total, other) => total + other, value);
  });
  const one = { value: 1 };
  expect([sum(one, 2, 3), sum(one, 2, 3)]).toEqual([6, 6]);
  expect(computed).toBe(1);
  expect([sum(one, 2, 4), sum(one, 2, 3), sum({ ...one }, 2, 3)]).toEqual([7, 6, 6]);
  expect(computed).toBe(4);
});
