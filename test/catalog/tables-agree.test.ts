import { describe, expect, test } from 'vitest';
import { compareVersions, formatVersion, type Version } from '#core/base/version.ts';
import { keywordsIn } from '#core/catalog/lookup.ts';
import { inventories } from '#core/languages/haproxy/catalog/facts.ts';
import { haproxyCatalog } from '#core/languages/haproxy/catalog.ts';
import { parseHaproxy } from '#core/languages/haproxy/parser.ts';
import { sectionVersions } from '#core/languages/haproxy/sections.ts';
import { parseGrammar } from '#core/languages/haproxy/validate/grammar.ts';
import { globalGrammar } from '#core/languages/haproxy/validate/grammar-global.ts';
import { bindParameters, serverParameters } from '#core/languages/haproxy/validate/grammar-params.ts';
import { proxyGrammar } from '#core/languages/haproxy/validate/grammar-proxy.ts';
import { sectionGrammars } from '#core/languages/haproxy/validate/grammar-sections.ts';
import { registeredGlobal } from '#core/languages/haproxy/validate/grammar-tuning.ts';
import { readHead } from '#core/languages/haproxy/validate/proxy-kinds.ts';
import { validateHaproxy } from '#core/languages/haproxy/validate/validate.ts';

/** The first words of lines that are in one table only, and why. */
const excused: ReadonlyMap<string, string> = new Map([
  ...words('the validator reads what nobody should write any more', 'global debug', 'proxy bind-process'),
  ...words(
    'only programs that are built with a library or for debugging have them: nobody here can ask one',
    ...['debug.counters', 'profiling.memory', 'tune.quic.conn-buf-limit', 'tune.zlib.memlevel', 'tune.zlib.windowsize'],
    ...['json-file', 'log-level', 'properties-cookie', 'separator'].map((name) => `deviceatlas-${name}`),
    ...['cache-size', 'data-file', 'information-list', 'information-list-separator', 'patch-file'].map(
      (name) => `wurfl-${name}`,
    ),
  ),
]);

function words(why: string, ...names: readonly string[]): (readonly [string, string])[] {
  return names.map((name) => [name.includes(' ') ? name : `global ${name}`, why]);
}

const tables = new Map<string, { readonly headers: readonly string[]; readonly grammar: Iterable<string> }>([
  ['global', { headers: ['global'], grammar: [...globalGrammar.keys(), ...registeredGlobal.keys()] }],
  ['proxy', { headers: ['frontend f', 'backend b', 'listen l', 'defaults d'], grammar: proxyGrammar.keys() }],
  ...[...sectionGrammars].map(
    ([kind, grammar]) => [kind, { headers: [`${kind} s`], grammar: grammar.keys() }] as const,
  ),
]);

describe('catalogue and validator know the same first words in each version', () => {
  test.each([...tables])('%s', (kind, { headers, grammar }) => {
    const contexts = headers.map((header) => header.split(' ')[0] ?? '');
    const listed = haproxyCatalog.keywords.filter((keyword) =>
      keyword.in.some((context) => contexts.includes(context)),
    );
    const names = new Set([...grammar, ...listed.map(({ name }) => name.split(' ')[0] ?? '')]);
    expect(names.size).toBeGreaterThan(0);
    const differing = [...names].flatMap((word) =>
      excused.has(`${kind} ${word}`)
        ? []
        : inventories
            .filter((version) => hasSection(kind, version))
            .flatMap((version) => {
              const offered = contexts.some((context) => isListed(context, word, version));
              const read = headers.some((header) => isRead(header, word, version));
              return offered === read
                ? []
                : [`${word} ${formatVersion(version)}: ${offered ? 'catalogue' : 'validator'} only`];
            }),
    );
    expect(differing).toEqual([]);
  });

  test('but for what has a reason', () => {
    const stale = [...excused.keys()].filter((key) => {
      const [kind = '', word = ''] = key.split(' ');
      const { headers = [] } = tables.get(kind) ?? {};
      return inventories.every(
        (version) =>
          headers.some((header) => isRead(header, word, version)) ===
          headers.some((header) => isListed(header.split(' ')[0] ?? '', word, version)),
      );
    });
    expect(stale).toEqual([]);
  });
});

describe('catalogue and validator know the same words for a first argument', () => {
  const byContext = [
    ...[...tables].map(([kind, { headers }]) => ({
      contexts: headers.map((header) => header.split(' ')[0] ?? ''),
      grammars: kind === 'global' ? globalGrammar : kind === 'proxy' ? proxyGrammar : sectionGrammars.get(kind),
      hasHead: true,
    })),
    { contexts: ['bind parameters'], grammars: bindParameters, hasHead: false },
    { contexts: ['server parameters'], grammars: serverParameters, hasHead: false },
  ];

  test('where both list them', () => {
    let compared = 0;
    const differing = byContext.flatMap(({ contexts, grammars, hasHead }) =>
      [...(grammars ?? [])].flatMap(([word, text]) => {
        const wanted = choicesOf(hasHead ? readHead(text).body : text);
        const listed = wanted && firstArguments(contexts, word);
        if (!wanted || !listed) return [];
        compared++;
        return String(wanted) === String(listed) || isUndocumented(word, wanted, listed)
          ? []
          : [`${contexts[0]} ${word}: ${wanted} | ${listed}`];
      }),
    );
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(30);
  });
});

/** `init-state none` is read and stands in no manual: nobody should be offered it. */
function isUndocumented(word: string, wanted: readonly string[], listed: readonly string[]): boolean {
  return word === 'init-state' && String(wanted.filter((value) => value !== 'none')) === String(listed);
}

/** The words that a grammar begins with, if it begins with nothing else. */
function choicesOf(body: string): readonly string[] | undefined {
  const [first] = parseGrammar(body);
  if (first?.kind !== 'choice') return undefined;
  const words = first.options.map(([item]) => (item?.kind === 'word' ? item.text : undefined));
  return words.every((word) => word !== undefined) ? [...new Set(words)].sort() : undefined;
}

/** The words that the catalogue has behind a keyword: longer keywords, words of its first argument, parameters. */
function firstArguments(contexts: readonly string[], word: string): readonly string[] | undefined {
  const keywords = haproxyCatalog.keywords.filter((keyword) =>
    keyword.in.some((context) => contexts.includes(context)),
  );
  const own = keywords.filter(({ name }) => name === word);
  const longer = keywords.filter(({ name }) => name.startsWith(`${word} `)).map(({ name }) => name.split(' ')[1] ?? '');
  const choices = own.flatMap((keyword) => keyword.arguments?.[0]?.choices?.map(({ value }) => value) ?? []);
  const groups = own.flatMap(({ parameters }) => parameters ?? []);
  const parameters = haproxyCatalog.keywords.filter((keyword) =>
    keyword.in.some((context) => groups.includes(context)),
  );
  const found = [...longer, ...choices, ...parameters.map(({ name }) => name.split(' ')[0] ?? '')];
  return found.length > 0 ? [...new Set(found)].sort() : undefined;
}

function hasSection(kind: string, version: Version): boolean {
  const [since, until] = sectionVersions.get(kind) ?? [];
  return (!since || compareVersions(version, since) >= 0) && (!until || compareVersions(version, until) < 0);
}

function isListed(context: string, word: string, version: Version): boolean {
  return keywordsIn(haproxyCatalog, context, version).some(({ name }) => name.split(' ')[0] === word);
}

/** Whether the validator knows the word; that it stands in the wrong kind of section is another matter. */
function isRead(header: string, word: string, version: Version): boolean {
  const start = header.length + 1;
  const syntax = parseHaproxy(`${header}\n${word} a b\n`);
  const issues = validateHaproxy(syntax, [syntax], version, true).flatMap((list) => list.flatMap((one) => one.issues));
  return !issues.some(
    ({ id, message, range }) =>
      (id === 'unknown-keyword' || id === 'removed-keyword' || message.includes(' is not a keyword of ')) &&
      range.start === start &&
      range.end === start + word.length,
  );
}
