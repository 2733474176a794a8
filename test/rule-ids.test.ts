import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '#core/lint/registry.generated.ts';
import { publishedId } from '#core/lint/rule.ts';
import { decidedByRuleIds } from './support/rule-ids.ts';

// Who picks rules by their ids has to be found and changed with every new rule: a rule declares what others ask of it.
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const published = rules.map(publishedId);

describe('nobody but the rules decides by the ids of rules', () => {
  test.each(['core', 'disk', 'server', 'cli', 'client', 'webview'])('%s', (project) => {
    const { sources, found } = decidedByRuleIds(join(root, project, 'tsconfig.json'), published);
    expect(sources.length).toBeGreaterThan(5);
    expect(found.map((place) => place.slice(root.length + 1))).toEqual([]);
  });
});

describe('who does is found', () => {
  test.each([
    ['a beginning', 'export const is = (id: string) => /^undefined-/.test(id);'],
    ['an end', 'export const is = (id: string) => /-block$|-brace$/.test(id);'],
    ['several ids', 'export const is = (id: string) => /^(?:unknown-keyword|invalid-value)$/.test(id);'],
    ['a list', "export const list = new Set(['unknown-keyword', 'haproxy/invalid-value']);"],
    ['a table', "export const needs = { 'cluster/priorities-equal': 1 };"],
    ['a scope', "export const is = (id: string) => id.startsWith('cluster/');"],
    ['a name', "export const is = (id: string) => id.endsWith('/missing-argument');"],
    ['a part', "export const is = (id: string) => id.includes('/undefined-');"],
  ])('%s', (_, source) => {
    expect(inSample(source)).toHaveLength(1);
  });

  test('and what is about texts is not', () => {
    const lines = [
      "export const one = (id: string) => id === 'haproxy/unknown-keyword';",
      'export const isScope = (word: string) => /^[a-z]+[/][a-z-]+$/.test(word);',
      'export const line = (text: string) => /^option http-keep-alive/.test(text);',
      "export const words = ['http-request', 'tcp-request'];",
      "export const made = { id: 'unknown-keyword' };",
    ];
    expect(inSample(lines.join('\n'))).toEqual([]);
  });

  function inSample(source: string): readonly string[] {
    const folder = mkdtempSync(join(tmpdir(), 'haconf-rule-ids-'));
    try {
      const config = { compilerOptions: { strict: true, target: 'es2023', lib: ['es2023'], types: [] } };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
      writeFileSync(join(folder, 'sample.ts'), `${source}\n`);
      return decidedByRuleIds(join(folder, 'tsconfig.json'), published).found;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});
