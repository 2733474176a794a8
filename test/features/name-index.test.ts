import { describe, expect, test } from 'vitest';
import { lowerHaproxy } from '#core/languages/haproxy/lower.ts';
import { declaredNames } from '#core/languages/haproxy/names.ts';
import { type HaproxySyntax, parseHaproxy } from '#core/languages/haproxy/parser.ts';
import { namesOf } from '#core/languages/haproxy/section-names.ts';
import { occurrencesIn } from '#core/languages/haproxy/symbols.ts';
import { corpusSamples, ownSamples } from '../support/samples.ts';

type Section = HaproxySyntax['chunks'][number];

/** What the index of a section says that it declares, which validator and completion go by. */
function inIndex(section: Section): string[] {
  const { name, kind, servers, templates, acls, tables, limits } = namesOf(section);
  return [
    ...(name && kind !== 'global' ? [name.name] : []),
    ...servers.map((server) => server.name),
    ...templates,
    ...acls,
    ...(kind === 'peers' ? tables : []),
    ...limits,
  ];
}

/** What its occurrences say, which rename, references and outline go by. */
function inOccurrences(section: Section): string[] {
  return occurrencesIn(section).flatMap(({ kind, name, declares, whole }) => {
    const line = section.text.slice(whole.start, whole.end);
    // Peers are declared and never named.
    return declares && kind !== 'variable' && !/^\s*peer\s/.test(line) ? [name] : [];
  });
}

describe('one section declares the same names for everybody', () => {
  const samples = [...ownSamples(), ...corpusSamples()].filter(({ path }) => path.endsWith('.cfg'));

  test('in all examples', () => {
    expect(samples.length).toBeGreaterThan(100);
    let declared = 0;
    const differing = samples.flatMap(({ name, text }) =>
      parseHaproxy(text).chunks.flatMap((section) => {
        const [index, occurrences] = [inIndex(section), inOccurrences(section)].map((list) =>
          [...new Set(list)].sort(),
        );
        declared += index?.length ?? 0;
        return String(index) === String(occurrences)
          ? []
          : [`${name} ${section.text.split('\n')[0]}: ${index} | ${occurrences}`];
      }),
    );
    expect(differing).toEqual([]);
    expect(declared).toBeGreaterThan(500);
  });
});

test('completion knows all that may be named', () => {
  const { chunks, ...rest } = parseHaproxy(
    [
      'defaults base',
      'frontend web',
      '    filter bwlim-in slow default-limit 1 default-period 1s',
      '    http-request set-var(txn.a) src',
      '    http-request do-resolve(txn.b,dns) src',
      '    acl local src 10.0.0.0/8',
      'listen app',
      '    stick-table type ip size 9',
      '    server one 10.0.0.1:80',
      '    server-template two 3 a:80',
      'peers mates',
      '    table counts type ip size 9',
      '',
    ].join('\n'),
  );
  const names = declaredNames([{ chunks, ...rest }], chunks[1]);
  expect(names('frontend')).toEqual(['web', 'app']);
  expect(names('backend')).toEqual(['app']);
  expect(names('defaults')).toEqual(['base']);
  expect(names('acl')).toEqual(['local']);
  expect(names('filter')).toEqual(['slow']);
  expect(names('variable')).toEqual(['txn.a', 'txn.b']);
  expect(names('table')).toEqual(['app', 'mates/counts']);
  expect(names('tracked-server')).toEqual(['app/one', 'app/two']);
});

test('a section without a name of its own has none for anybody', () => {
  const { chunks } = parseHaproxy('defaults base\ndefaults from base\n    acl a src 1.2.3.4\n');
  const section = chunks[1] as Section;
  expect(namesOf(section)).toMatchObject({ name: undefined, from: { name: 'base' } });
  expect(lowerHaproxy(parseHaproxy('defaults from base\n')).sections[0]?.name).toBeUndefined();
  expect(occurrencesIn(section)).toMatchObject([
    { name: 'base', declares: false },
    { name: 'a', keys: ['acl defaults /a'] },
  ]);
});
