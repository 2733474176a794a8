import { expect, test } from 'vitest';
import type { Cursor } from '#core/catalog/assist.ts';
import { keepalivedCandidates, keepalivedExplanation, keepalivedSignature } from '#core/languages/keepalived/assist.ts';
import { lineCatalog } from '#core/languages/keepalived/catalog/lines.ts';
import { keepalivedKeywords } from '#core/languages/keepalived/catalog.ts';

const newest = [2, 4, 4];

function cursor(context: string, words: readonly string[], at = words.length - 1): Cursor {
  return { context, words, at, prefix: '', range: { start: 0, end: 0 } };
}

const names = (): readonly string[] => ['a-name'];

/** Every keyword with every block that it stands in. */
const places = keepalivedKeywords.flatMap((keyword) => keyword.in.map((context) => ({ context, keyword })));

test('every keyword has a hover, is offered in its block, and shows how its arguments are written', () => {
  for (const { context, keyword } of places) {
    const place = `${context} ${keyword.name}`;
    expect(keepalivedExplanation(newest, cursor(context, [keyword.name]))?.keyword.doc, place).toBeTruthy();
    const offered = keepalivedCandidates(newest, cursor(context, ['']), names).map(({ label }) => label);
    expect(offered, place).toContain(keyword.name);
    if (!keyword.arguments) continue;
    expect(keepalivedSignature(newest, cursor(context, [keyword.name, '']))?.label, place).toContain(keyword.name);
  }
});

test('every argument with words or names of its own offers them', () => {
  for (const { context, keyword } of places) {
    keyword.arguments?.forEach((argument, index) => {
      if (!argument.choices && !argument.refersTo) return;
      const before = keyword.arguments?.slice(0, index).map(() => 'x') ?? [];
      const offered = keepalivedCandidates(newest, cursor(context, [keyword.name, ...before, '']), names);
      expect(offered.length, `${context} ${keyword.name} <${argument.name}>`).toBeGreaterThan(0);
    });
  }
});

test('every block of values has a grammar of its lines', () => {
  const known = new Set(lineCatalog.contexts.map(({ name }) => name));
  const missing = keepalivedKeywords.filter(({ lines, opens }) => lines && !known.has(opens ?? ''));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('the options of routes and routing rules are offered and explained', () => {
  const route = keepalivedCandidates(newest, cursor('virtual_routes', ['10.0.0.0/8', '']), names);
  expect(route.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['via', 'dev', 'metric', 'nexthop', 'no_track']),
  );
  const device = keepalivedCandidates(newest, cursor('static_routes', ['10.0.0.0/8', 'dev', '']), names);
  expect(device.map(({ label }) => label)).toContain('a-name');
  const rule = keepalivedCandidates(newest, cursor('static_rules', ['']), names).map(({ label }) => label);
  expect(rule).toEqual(expect.arrayContaining(['from', 'table', 'preference', 'track_group']));
  const explained = keepalivedExplanation(
    newest,
    cursor('virtual_rules', ['from', '10.0.0.0/8', 'preference', '5'], 2),
  );
  expect(explained?.keyword.doc).toContain('lower number');
});
