import type { Catalog } from '#core/catalog/keyword.ts';
import { haproxyCatalog } from '#core/languages/haproxy/catalog.ts';
import { keepalivedCatalog } from '#core/languages/keepalived/catalog.ts';
import type { Dice } from '../../lab/random/dice.ts';
import type { SampleGroup } from './samples.ts';

/** What every object of the language has: tables that are looked up by a word of a file must not know it. */
export const objectWords: readonly string[] = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...['prototype', 'length', 'name', 'then', 'toJSON', 'at', 'map', 'call', 'apply', 'size', 'get', 'has', 'keys'],
];

/** Values at the ends of what programs take, and beyond. */
export const numbers: readonly string[] = [
  ...['0', '-0', '-1', '00', '1', '127', '128', '254', '255', '256', '65535', '65536', '2147483647', '2147483648'],
  ...['4294967295', '4294967296', '9007199254740993', '18446744073709551616', '99999999999999999999999', '1e9', '0x7f'],
  ...['1e308', 'NaN', 'Infinity', '-2147483649', '0.0000001', '1.5', '1d', '99999d', '1us', '24855d', '10s10', '٣'],
];

/** Characters that are shown as something else, or as nothing. */
export const oddCharacters: readonly string[] = [
  ...['\0', '\x07', '\x1b[31m', '\x1b]0;title\x07', '\x7f', '\x85', '\x9b', '\u202e', '\u2066', '\u2028', '\u2029'],
  ...['\ufeff', '\ufffd', '\ud800', '\udc00', '\udbff\udfff', 'e\u0301\u0301\u0301', '\u200b', '\u00a0', '🦊', 'ｆ'],
  ...['\r', '\r\n', '\v', '\f', '\t', '\\', '"', "'", '`', '$', '%', '&lt;', '<', '|', '](x)', '\u0130', 'ß'],
];

/** Words of every kind. */
export interface Words {
  readonly keywords: readonly string[];
  /** Words and lines of the samples: names, values, addresses. */
  readonly names: readonly string[];
  readonly lines: readonly string[];
  draw(dice: Dice): string;
}

export function wordsOf(groups: readonly SampleGroup[]): Words {
  const words = [haproxyCatalog, keepalivedCatalog].flatMap(catalogWords);
  const texts = groups.flatMap(({ files }) => files.map(({ text }) => text));
  const lines = [...new Set(texts.flatMap((text) => text.split('\n')))].slice(0, 20_000);
  const names = [...new Set(lines.flatMap((line) => line.trim().split(/\s+/)))].slice(0, 20_000);
  const keywords = [...new Set(words)];
  return {
    keywords,
    names,
    lines,
    draw(dice) {
      const kind = dice.between(0, 9);
      if (kind < 2) return dice.pick(objectWords);
      if (kind < 5) return dice.pick(keywords);
      if (kind < 7) return dice.pick(names);
      if (kind < 8) return dice.pick(numbers);
      if (kind < 9) return dice.pick(oddCharacters);
      return dice.pick(['""', "''", 'a'.repeat(dice.pick([64, 255, 256, 4097])), '*'.repeat(20), '-', '--', ':', '/']);
    },
  };
}

/** Every word of a catalogue: names of keywords, where they stand, and what they may be given. */
function catalogWords({ keywords, contexts }: Catalog): string[] {
  const words = keywords.flatMap(({ name, arguments: given = [] }) => [
    ...name.split(' '),
    ...given.flatMap(({ choices = [] }) => choices.map(({ value }) => value)),
  ]);
  return [...words, ...contexts.map(({ name }) => name)].filter(Boolean);
}
