import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { indexedByWords } from './support/indexed-by-words.ts';

// Plain objects answer for words that nobody put into them: `option toString` once ended the language server.
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

describe('no object is indexed by a word from outside, and no type invites to it', () => {
  test.each(['core', 'disk', 'server', 'cli', 'client', 'webview', 'tools'])('%s', (project) => {
    const { sources, found } = indexedByWords(join(root, project, 'tsconfig.json'));
    const here = found.map((place) => place.slice(root.length + 1));
    expect(here.filter((place) => !isExcused(place))).toEqual([]);
    const files = filesBelow(join(root, project)).filter((file) => !file.includes('/node_modules/'));
    expect(sources.length).toBeGreaterThan(5);
    expect([...sources].sort()).toEqual(files.sort());
  });
});

/** Files that may have types with any words for keys, and why; to index by a word is excused in one place. */
const excused: ReadonlyMap<string, string> = new Map([
  ['core/src/base/table.ts', 'tables are made of such objects, and reports are such objects'],
  ['tools/embedded-vscode/code-server.mjs', 'settings and environments, which are written and handed on'],
]);

/** The one place that asks an object for names, which are those of our own source. */
const proxy = 'server/src/isolated.ts:';

/** Fields of a type are compared one by one: the compiler knows their names, and all of them are of our own source. */
const fields = /^core\/src\/base\/same-items[.]ts:\d+ indexes by a word: [ab]\[field\]$/;

function isExcused(place: string): boolean {
  if (fields.test(place)) return true;
  if (place.startsWith(proxy) && place.endsWith(' looks a word up: Reflect.get')) return true;
  return excused.has(place.slice(0, place.indexOf(':'))) && place.includes(' is a type to index by any word: ');
}

describe('what indexes by a word is found', () => {
  const head = `declare const word: string;
declare const object: { readonly a: number; readonly b: number };
declare const known: 'a' | 'b';
type Few = 'a' | 'b';
`;

  test.each([
    ['an index', 'const found = (object as { [name: string]: number })[word];', 2],
    ['an index by a composed word', 'const found = (object as never as Named)[word + word];', 1],
    ['an index that claims to know the word', 'const found = object[word as Few];', 1],
    ['an index that claims it with brackets', 'const found = object[(word as keyof typeof object)!];', 1],
    ['an assignment', '(object as never as Named)[word] ??= 1;', 1],
    ['in', 'const found = word in object;', 1],
    ['hasOwn', 'const found = Object.hasOwn(object, word);', 1],
    ['hasOwnProperty', 'const found = Object.prototype.hasOwnProperty.call(object, word);', 1],
    ['Reflect', 'const found = Reflect.get(object, word);', 1],
    ['for in', 'for (const name in object) console.log(name);', 1],
    ['a pattern', 'const { [word]: found } = object as never as Named;', 1],
    ['a Record', 'type Found = Readonly<Record<string, number>>;', 1],
    ['a Record of composed words', 'type Found = Record<Uppercase<string>, number>;', 1],
    ['an alias of string', 'type Word = string; type Found = Partial<Record<Word, number>>;', 1],
    ['an index signature', 'interface Found { readonly [word: string]: number }', 1],
    ['a mapped type', 'type Found = { [word in string]: number };', 1],
  ])('%s', (_, line, count) => {
    const named = 'type Named = any;\n';
    expect(inSample(`${head}${named}${line}`)).toHaveLength(count);
  });

  test('and what is certain is not', () => {
    const lines = [
      "const first = object['a'];",
      'const second = object[known];',
      "const third = 'a' in object;",
      'const list = [1, 2]; const fourth = list[list.length - 1];',
      'const found = new Map([[word, 1]]).get(word);',
      'type Good = Readonly<Record<Few, number>>;',
      'type Part = { [name in keyof Few]?: number };',
    ];
    expect(inSample(`${head}${lines.join('\n')}`)).toEqual([]);
  });

  function inSample(source: string): readonly string[] {
    const folder = mkdtempSync(join(tmpdir(), 'haconf-lookups-'));
    try {
      const config = { compilerOptions: { strict: true, target: 'es2023', lib: ['es2023'], types: [] } };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
      writeFileSync(join(folder, 'sample.ts'), `${source}\nexport {};\n`);
      const { sources, found } = indexedByWords(join(folder, 'tsconfig.json'));
      expect(sources).toHaveLength(1);
      return found;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /[.](?:ts|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}
