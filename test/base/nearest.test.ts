import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '#core/base/nearest.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-', '1'), maxLength: 9 });

test('the nearest name is the one that a comparison with each of them finds', () => {
  fc.assert(
    fc.property(letters, fc.array(letters, { maxLength: 40 }), (word, names) => {
      expect(nearest(word, names)).toBe(byComparingAll(word, names));
      expect(nearest(word, new Set(names))).toBe(byComparingAll(word, names));
    }),
    { numRuns: 2000 },
  );
});

test('names that are not near at all are no suggestion, nor are texts that are no names', () => {
  expect(nearest('fronted', ['frontend', 'backend'])).toBe('frontend');
  expect(nearest('FRONTEDN', ['frontend', 'backend'])).toBe('frontend');
  expect(nearest('nowhere', ['frontend', 'backend'])).toBeUndefined();
  expect(nearest('a'.repeat(100_000), ['a'.repeat(100_001)])).toBeUndefined();
});

test('with one letter wrong a name is found among tens of thousands', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `app${(index * 2_654_435_761) % 4_294_967_296}`);
  for (const name of names.slice(0, 500)) expect(nearest(`${name.slice(0, 5)}x${name.slice(6)}`, names)).toBe(name);
});

/** The definition: all candidates are compared with the word, letter by letter. */
function byComparingAll(word: string, names: readonly string[]): string | undefined {
  const limit = word.length < 5 ? 1 : 2;
  const distances = names.map((name) => distance(word.toLowerCase(), name.toLowerCase()));
  const least = Math.min(...distances);
  return least <= limit ? names[distances.indexOf(least)] : undefined;
}

/** Fewest letters put in, left out or changed, and neighbours swapped, none of which is touched twice. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_j, j) => i || j));
  const at = (i: number, j: number): number => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const row = table[i] ?? [];
      row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, ...(swapped ? [at(i - 2, j - 2) + 1] : []));
    }
  }
  return at(a.length, b.length);
}
