import { expect, test } from 'vitest';
import { compareVersions, parseVersion } from '#core/base/version.ts';
import { deprecations } from '#core/languages/haproxy/catalog/deprecations.ts';
import * as inventory from '#core/languages/haproxy/catalog/facts.generated.ts';
import { globalGrammar } from '#core/languages/haproxy/validate/grammar-global.ts';
import { optionGrammar, proxyGrammar } from '#core/languages/haproxy/validate/grammar-proxy.ts';
import { registeredGlobal } from '#core/languages/haproxy/validate/grammar-tuning.ts';
import { describeNeeding } from '../support/requires.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { findPrograms, oracleMissing, type Program } from './programs.ts';

const names = (table: string, prefix: string): string[] =>
  table.split('\n').flatMap((row) => {
    const [key = ''] = row.split('\t');
    return key !== '' && key.startsWith(prefix) ? [key.slice(prefix.length)] : [];
  });

/** Their effect is on this process, not on what it says. */
const withEffects = new Set(
  'chroot daemon uid gid user group stats-file shm-stats-file lua-load lua-load-per-thread'.split(' '),
);

const globalWords = [...new Set([...globalGrammar.keys(), ...names(inventory.keywords, 'global ')])].filter(
  (word) => !withEffects.has(word),
);
const proxyWords = [...new Set([...proxyGrammar.keys(), ...names(inventory.keywords, 'listen ')])];
const optionWords = [...new Set([...optionGrammar.keys(), ...names(inventory.options, '')])];

const before = 'defaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s\n';
/** Arguments with which one keyword or another can be read. */
const argumentsTried = ['', '1', 'on', '10s', '100k'];

/** The first word that each keyword takes of a list of its own, which none of those above need be. */
const ownArguments: ReadonlyMap<string, string> = new Map(
  [...Object.entries(Object.fromEntries(globalGrammar)), ...Object.entries(Object.fromEntries(registeredGlobal))]
    .map(([word, grammar]) => [word, /\{([\w.-]+)[|@} ]/.exec(grammar)?.[1] ?? ''] as const)
    .filter(([, own]) => own !== ''),
);

const parametersOf = (kind: 'bind' | 'server'): string[] => names(inventory.parameters, `${kind} `);
/** Of parameters the rule says this by itself. */
const deprecatedParameters = new Set(['process']);

/** What the program says will go, by the name in our table. */
async function deprecatedIn(program: Program): Promise<Set<string>> {
  const found = new Set<string>();
  const ask = async (key: string, words: readonly string[], text: (lines: string) => string, tail: string) => {
    for (let from = 0; from < words.length; from += 20) {
      const some = words.slice(from, from + 20);
      const verdict = await haproxyVerdict(program, text(some.map((word) => ` ${word}${tail}\n`).join('')));
      for (const { severity, text: said } of verdict.messages) {
        if (severity !== 'warning' || !/deprecated|will be removed|obsolete|has no effect/.test(said)) continue;
        // The first keyword that it names is the one that goes; a later one is its successor.
        const [word] = some
          .map((each) => ({ each, at: said.indexOf(`'${each.replace('option ', '')}'`) }))
          .filter(({ at }) => at >= 0)
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => each);
        if (word !== undefined) found.add(`${key}${word}`);
      }
    }
  };
  const inProxy = (lines: string): string => `${before}listen l\n bind 127.0.0.1:8080\n${lines}`;
  for (const tail of argumentsTried) {
    const words = tail === '' ? '' : ` ${tail}`;
    await ask('global ', globalWords, (lines) => `global\n${lines}${before}`, words);
    await ask('', proxyWords, inProxy, words);
    for (const [kind, head] of [
      ['bind', 'bind 127.0.0.1:8081'],
      ['server', 'server s% 127.0.0.1:80'],
      ['server', 'default-server'],
    ] as const) {
      const lines = parametersOf(kind).map((each, index) => `${head.replace('%', `${index}`)} ${each}`);
      for (let from = 0; from < lines.length; from += 20) {
        const some = lines.slice(from, from + 20);
        const { messages } = await haproxyVerdict(program, inProxy(some.map((line) => ` ${line}${words}\n`).join('')));
        for (const { severity, text: said } of messages) {
          if (severity !== 'warning' || !/deprecated|will be removed|obsolete/.test(said)) continue;
          const named = parametersOf(kind).find((each) => new RegExp(`'${each}\\b`).test(said)) ?? said;
          if (!deprecatedParameters.has(named)) found.add(`${kind} ${named}`);
        }
      }
    }
  }
  for (const [word, own] of ownArguments) {
    if (globalWords.includes(word)) await ask('global ', [word], (lines) => `global\n${lines}${before}`, ` ${own}`);
  }
  await ask(
    '',
    optionWords.map((word) => `option ${word}`),
    inProxy,
    '',
  );
  return found;
}

describeNeeding('oracle', 'keywords that a version says will go', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().haproxy : []) {
    test(program.version, { timeout: 240_000 }, async () => {
      const version = (parseVersion(program.version) ?? []).slice(0, 2);
      const ours = [...deprecations].flatMap(([key, text]) =>
        compareVersions(version, parseVersion(text.split(':')[0] ?? '') ?? []) >= 0 ? [key] : [],
      );
      const theirs = await deprecatedIn(program);
      expect([...theirs].filter((key) => !ours.includes(key))).toEqual([]);
      // What is deprecated is gone some day: then the program knows no such word.
      expect(theirs.size).toBeGreaterThanOrEqual(version[0] === 3 && version[1] === 4 ? 20 : 0);
    });
  }
});
