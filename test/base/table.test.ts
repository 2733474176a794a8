import { expect, test } from 'vitest';
import { table } from '#core/base/table.ts';

test('a table has the entries of its object, in their order, and no others', () => {
  const found = table({ b: 1, a: 2 });
  expect([...found]).toEqual([
    ['b', 1],
    ['a', 2],
  ]);
  for (const name of [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'length', 'name', 'then']) {
    expect(found.get(name), name).toBeUndefined();
    expect(found.has(name), name).toBe(false);
  }
});

test('a table of names from a file has every one of them', () => {
  const names = Object.fromEntries([
    ['__proto__', 1],
    ['toString', 2],
  ]);
  expect([...table(names)]).toEqual([
    ['__proto__', 1],
    ['toString', 2],
  ]);
});
