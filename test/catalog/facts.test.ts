import { describe, expect, test } from 'vitest';
import { parseVersion } from '#core/base/version.ts';
import {
  aclFact,
  actionFact,
  actionFacts,
  argumentTypes,
  converterFact,
  fetchFact,
  filterFacts,
  keywordFacts,
  optionFact,
  parameterFact,
  serviceFacts,
} from '#core/languages/haproxy/catalog/facts.ts';
import { inventoryOf } from '../../tools/extract-haproxy.mjs';
import { findPrograms } from '../oracle/programs.ts';
import { describeNeeding } from '../support/requires.ts';

const version = (text: string) => parseVersion(text) ?? [];

describe('facts', () => {
  test('tell a fetch with its types and places', () => {
    expect(fetchFact('src', version('3.2'))).toMatchObject({ out: 'addr', args: { types: [], required: 0 } });
    expect(fetchFact('src', version('2.6'))?.out).toBe('ipv4');
    expect(fetchFact('hdr_beg', version('3.2'))).toBeUndefined();
    expect(aclFact('hdr_beg', version('3.2'))).toMatchObject({ fetch: 'req.hdr', match: 'beg' });
  });

  test('know a converter’s direction', () => {
    expect(converterFact('b64dec', version('3.2'))).toMatchObject({ in: 'str', out: 'bin' });
    expect(converterFact('base64', version('3.2'))).toMatchObject({ in: 'bin', out: 'str' });
  });

  test('know since when, and are unsure between two inventories', () => {
    expect(converterFact('reverse', version('3.2'))).toBeUndefined();
    expect(converterFact('reverse', version('3.4'))).toBeDefined();
    expect(fetchFact('accept_date', version('2.6'))).toBeUndefined();
    expect(fetchFact('accept_date', version('2.8'))).toBeDefined();
    expect(fetchFact('accept_date', version('3.0'))).toBeDefined();
  });

  test('find actions by prefix, the longest first', () => {
    expect(actionFact('http-request', 'set-var(txn.x)', version('3.2'))?.name).toBe('set-var');
    expect(actionFact('http-request', 'set-var-fmt(txn.x)', version('3.2'))?.name).toBe('set-var-fmt');
    expect(actionFact('tcp-request content', 'track-sc1', version('3.2'))?.name).toBe('track-sc');
    expect(actionFact('http-response', 'tarpit', version('3.2'))).toBeUndefined();
    expect(actionFacts('quic-initial', version('2.6'))).toEqual([]);
  });

  test('know what parameters and options take', () => {
    expect(parameterFact('server', 'inter', version('3.2'))?.arity).toBe(1);
    expect(parameterFact('bind', 'ssl', version('3.2'))?.arity).toBe(0);
    expect(parameterFact('server', 'source', version('3.2'))?.arity).toBe(-1);
    expect(optionFact('httplog', version('3.2'))).toMatchObject({ frontend: true, backend: false, byHand: true });
    expect(optionFact('prefer-last-server', version('3.2'))).toMatchObject({ backend: true, http: true });
  });

  test('read argument signatures', () => {
    expect(argumentTypes('integer,string[,integer]')).toEqual({ types: ['integer', 'string', 'integer'], required: 2 });
    expect(argumentTypes('[string,integer]')).toEqual({ types: ['string', 'integer'], required: 0 });
    expect(argumentTypes('')).toEqual({ types: [], required: 0 });
  });
});

const listing = findPrograms().haproxy.filter((program) => Number.parseFloat(program.version) >= 2.6);

describeNeeding(
  'oracle',
  'the inventories of real programs',
  listing.length > 0 ? undefined : 'there is no haproxy',
  () => {
    test.each(listing.map((program) => [program.version, program.path] as const))(
      '%s lists nothing that the facts lack',
      (number, path) => {
        const known = version(number);
        const inventory = inventoryOf(path);
        const names = (facts: readonly { readonly name: string }[]) => new Set(facts.map((fact) => fact.name));
        const missing = [
          ...[...inventory.fetches.keys()].filter((name) => !fetchFact(name, known)),
          ...[...inventory.converters.keys()].filter((name) => !converterFact(name, known)),
          ...[...inventory.acls.keys()].filter((name) => !aclFact(name, known)),
          ...[...inventory.options.keys()].filter((name) => !optionFact(name, known)),
          ...[...inventory.filters.keys()].filter((name) => !names(filterFacts(known)).has(name)),
          ...[...inventory.services.keys()].filter((name) => !names(serviceFacts(known)).has(name)),
          ...[...inventory.parameters.keys()].filter((key) => {
            const [kind, name = ''] = key.split(' ');
            return !parameterFact(kind as 'bind' | 'server' | 'crt-list', name, known);
          }),
          ...[...inventory.actions.keys()].filter((key) => {
            const ruleset = key.slice(0, key.lastIndexOf(' ')) as 'http-request';
            return !actionFact(ruleset, key.slice(key.lastIndexOf(' ') + 1).replace('*', ''), known);
          }),
          ...[...inventory.keywords.keys()].filter((key) => {
            const [section = '', name = ''] = key.split(' ');
            return !names(keywordFacts(section, known)).has(name);
          }),
        ];
        expect(missing, 'run "node tools/extract-haproxy.mjs" and describe what is new').toEqual([]);
      },
    );
  },
);
