import { expect, test } from 'vitest';
import { memo, onePerWorld, recomputeAll } from '#core/base/memo.ts';
import { lastingTextCache } from '#core/base/text-cache.ts';

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

test('where everything is recomputed, nothing that was kept is taken, and nothing is left behind', () => {
  const made: string[] = [];
  const ofObject = memo((_object: object) => made.push('object'));
  const ofText = lastingTextCache((text) => made.push(text), 10);
  const single = onePerWorld(() => ({ made: made.push('single') }));
  const object = {};
  const ask = (): unknown => [ofObject(object), ofObject(object), ofText('text'), ofText('text'), single(), single()];
  const usual = ask();
  expect(made).toEqual(['single', 'object', 'text']);
  const apart = recomputeAll(() => {
    const first = ask();
    expect(ask()).toEqual(first);
    return first;
  });
  expect(apart).not.toEqual(usual);
  expect(made).toEqual(['single', 'object', 'text', 'object', 'text', 'single']);
  expect(ask()).toEqual(usual);
  expect(() =>
    recomputeAll(() => {
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(ask()).toEqual(usual);
});
