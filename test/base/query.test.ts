import { expect, test } from 'vitest';
import { firewall, firewallOver, fold, query } from '#core/base/query.ts';
import { sameFields, sameIfAny, sameItems, sameLists } from '#core/base/same-items.ts';

test('the latest result of a query holds as long as all of its arguments are the same', () => {
  let computed = 0;
  const sum = query(({ value }: { readonly value: number }, ...others: readonly number[]) => {
    computed++;
    return others.reduce((total, other) => total + other, value);
  });
  const one = { value: 1 };
  expect([sum(one, 2, 3), sum(one, 2, 3)]).toEqual([6, 6]);
  expect(computed).toBe(1);
  expect([sum(one, 2, 4), sum(one, 2, 3), sum({ ...one }, 2, 3)]).toEqual([7, 6, 6]);
  expect(computed).toBe(4);
});

test('a query keeps as many results as it is told, compares as it is told, and lets go of what is over', () => {
  const made: string[] = [];
  const shout = query(
    (_owner: object, text: string) => {
      made.push(text);
      return { text: text.toUpperCase(), over: false };
    },
    { same: ([a], [b]) => a.trim() === b.trim(), keep: 2, isOver: ({ over }) => over },
  );
  const owner = {};
  const first = shout(owner, 'a');
  expect([shout(owner, 'b').text, shout(owner, ' a '), shout(owner, 'b ').text]).toEqual(['B', first, 'B']);
  expect(made).toEqual(['a', 'b']);
  shout(owner, 'c');
  expect(shout(owner, 'a')).not.toBe(first);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
  shout(owner, 'a').over = true;
  expect(shout(owner, 'a').over).toBe(false);
  expect(made).toEqual(['a', 'b', 'c', 'a', 'a']);
});

test('behind a firewall the old value stays while the projection is equal, and nothing else can be seen', () => {
  const seen: unknown[] = [];
  const shape = firewall(
    (list: readonly { readonly name: string; readonly at: number }[]) => list.map(({ name }) => name),
    sameItems,
    (names) => {
      seen.push(names);
      return { count: names.length };
    },
  );
  const owner = {};
  const first = shape(owner, [{ name: 'a', at: 1 }]);
  expect(shape(owner, [{ name: 'a', at: 7 }])).toBe(first);
  expect(shape(owner, [{ name: 'b', at: 7 }])).not.toBe(first);
  expect(shape({}, [{ name: 'b', at: 7 }])).toEqual(first);
  expect(seen).toEqual([['a'], ['b'], ['b']]);
});

test('behind a firewall over parts, only those are looked at that took the place of others', () => {
  const asked: string[] = [];
  const names = firewallOver(
    ({ name }: { readonly name: string; readonly at: number }) => {
      asked.push(name);
      return name;
    },
    Object.is,
    (all: readonly string[]) => ({ text: all.join() }),
  );
  const owner = {};
  const [one, two] = [
    { name: 'a', at: 1 },
    { name: 'b', at: 2 },
  ];
  const first = names(owner, [one, two]);
  expect([first.text, asked.splice(0)]).toEqual(['a,b', ['a', 'b']]);
  expect(names(owner, [one, { ...two, at: 3 }])).toBe(first);
  expect(asked.splice(0)).toEqual(['b', 'b']);
  expect(names(owner, [one]).text).toBe('a');
});

test('a fold visits an item again only when what comes from above is another object', () => {
  const visits: string[] = [];
  const even = { even: true };
  const odd = { even: false };
  const parity = fold((item: { readonly text: string }, before: typeof even, mark: string) => {
    visits.push(item.text);
    const after = item.text.length % 2 === 0 ? before : before === even ? odd : even;
    return { result: `${item.text}${mark}${before.even}`, after };
  });
  const [one, two, three] = [{ text: 'a' }, { text: 'bb' }, { text: 'c' }];
  expect(parity([one, two, three], even, ':')).toEqual({ results: ['a:true', 'bb:false', 'c:false'], after: even });
  expect(visits.splice(0)).toEqual(['a', 'bb', 'c']);
  parity([one, { text: 'dd' }, three], even, ':');
  expect(visits.splice(0)).toEqual(['dd']);
  expect(parity([{ text: 'ee' }, two, three], even, ':').after).toBe(odd);
  expect(visits.splice(0)).toEqual(['ee', 'bb', 'c']);
  parity([{ text: 'ff' }, two, three], even, '!');
  expect(visits).toEqual(['ff', 'bb', 'c']);
});

test('fields and lists are equal where all of their parts are', () => {
  interface Named {
    readonly name: string;
    readonly parts?: readonly string[] | undefined;
  }
  const same = sameFields<Named>({ name: Object.is, parts: sameIfAny(sameItems) });
  expect(same({ name: 'a', parts: ['x'] }, { name: 'a', parts: ['x'] })).toBe(true);
  expect(same({ name: 'a', parts: ['x'] }, { name: 'a', parts: ['y'] })).toBe(false);
  expect(same({ name: 'a', parts: ['x'] }, { name: 'a' })).toBe(false);
  expect(same({ name: 'a' }, { name: 'b' })).toBe(false);
  const lists = sameLists(same);
  expect(lists([{ name: 'a' }], [{ name: 'a' }])).toBe(true);
  expect(lists([{ name: 'a' }], [{ name: 'a' }, { name: 'b' }])).toBe(false);
  expect(lists([{ name: 'a' }], [{ name: 'b' }])).toBe(false);
});
