import { describe, expect, test } from 'vitest';
import { findKeyword, keywordsIn } from '#core/catalog/lookup.ts';
import { converterDescriptions } from '#core/languages/haproxy/catalog/converters.ts';
import {
  actionFacts,
  converterFacts,
  fetchFacts,
  filterFacts,
  keywordFacts,
  optionFacts,
  parameterFacts,
  type Ruleset,
} from '#core/languages/haproxy/catalog/facts.ts';
import { fetchDescription } from '#core/languages/haproxy/catalog/fetches.ts';
import { haproxyCatalog } from '#core/languages/haproxy/catalog.ts';
import { sectionKeywords } from '#core/languages/haproxy/sections.ts';
import { keepalivedCatalog } from '#core/languages/keepalived/catalog.ts';

const versions = [
  [2, 6],
  [3, 0],
  [3, 2],
  [3, 4],
] as const;
const rulesets: readonly Ruleset[] = [
  'http-after-response',
  'http-request',
  'http-response',
  'quic-initial',
  'tcp-request connection',
  'tcp-request content',
  'tcp-request session',
  'tcp-response content',
];

describe.each(versions.map((version) => [version.join('.'), version] as const))('HAProxy %s', (_, version) => {
  const lacking = (contexts: readonly string[], names: readonly string[]) =>
    names.filter(
      (name) =>
        !contexts.some((context) => findKeyword(haproxyCatalog, context, name.split(' '), version)?.name === name),
    );
  const proxies = ['defaults', 'frontend', 'listen', 'backend'];

  test('describes every fetch and converter', () => {
    expect(fetchFacts(version).filter((fact) => !fetchDescription(fact.name))).toEqual([]);
    expect(converterFacts(version).filter((fact) => !converterDescriptions.get(fact.name))).toEqual([]);
  });

  test('describes every action, option and parameter', () => {
    for (const ruleset of rulesets) {
      const names = actionFacts(ruleset, version).map((fact) => `${ruleset} ${fact.name}`);
      expect(
        lacking(
          proxies,
          names.filter((name) => !name.endsWith('track-sc')),
        ),
      ).toEqual([]);
    }
    expect(
      lacking(
        ['listen'],
        optionFacts(version).map((fact) => `option ${fact.name}`),
      ),
    ).toEqual([]);
    for (const kind of ['bind', 'server'] as const) {
      expect(
        lacking(
          [`${kind} parameters`],
          parameterFacts(kind, version).map((fact) => fact.name),
        ),
      ).toEqual([]);
    }
    expect(
      lacking(
        ['listen'],
        filterFacts(version).map((fact) => `filter ${fact.name}`),
      ),
    ).toEqual([]);
  });

  test('describes every first word that the program registers', () => {
    const known = (contexts: readonly string[]) =>
      new Set(
        contexts.flatMap((context) =>
          keywordsIn(haproxyCatalog, context, version).map((keyword) => keyword.name.split(' ')[0] ?? ''),
        ),
      );
    // The old timeouts and what else is gone are registered to be refused.
    const refused = /^(?:(?:cli|con|srv)timeout|nbproc|tune\.chksize)$/;
    const words = (section: string) => keywordFacts(section, version).map((fact) => fact.name);
    const proxyWords = known(proxies);
    expect(words('proxy').filter((name) => !proxyWords.has(name) && !refused.test(name))).toEqual([]);
    for (const section of ['global', 'userlist', 'crt-store', 'traces', 'acme']) {
      const present = known([section]);
      expect(
        words(section).filter((name) => !present.has(name) && !refused.test(name)),
        section,
      ).toEqual([]);
    }
  });
});

test('every keyword, choice list and section is described', () => {
  expect(haproxyCatalog.keywords.filter((keyword) => keyword.doc === '')).toEqual([]);
  const headers = new Set(
    haproxyCatalog.keywords.flatMap((keyword) => (keyword.in.includes('') ? [keyword.name] : [])),
  );
  expect([...sectionKeywords].filter((name) => !headers.has(name))).toEqual([]);
});

test('descriptions are sentences', () => {
  const bad = haproxyCatalog.keywords.filter(({ doc }) => !/^[A-Z"`].*[.:]$/s.test(doc) || doc.length > 240);
  expect(bad.map(({ name, doc }) => `${name}: ${doc}`)).toEqual([]);
});

test.each([haproxyCatalog, keepalivedCatalog])(
  'every word that an argument may be has a text, in $program',
  ({ keywords }) => {
    const lacking = keywords.flatMap(({ name, arguments: list = [] }) =>
      list.flatMap(({ choices = [] }) => choices.flatMap(({ value, doc }) => (doc ? [] : [`${name} ${value}`]))),
    );
    expect(lacking).toEqual([]);
  },
);
