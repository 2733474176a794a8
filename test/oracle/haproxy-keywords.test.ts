import { expect, test } from 'vitest';
import * as inventory from '#core/languages/haproxy/catalog/facts.generated.ts';
import { globalGrammar } from '#core/languages/haproxy/validate/grammar-global.ts';
import { proxyGrammar, removedKeywords } from '#core/languages/haproxy/validate/grammar-proxy.ts';
import { sectionGrammars } from '#core/languages/haproxy/validate/grammar-sections.ts';
import { locate } from '#core/workspace/locate.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { findPrograms, oracleMissing, type Program } from './programs.ts';

const registered = (section: string): string[] =>
  inventory.keywords.split('\n').flatMap((row) => {
    const [key = ''] = row.split('\t');
    return key.startsWith(`${section} `) ? [key.slice(section.length + 1)] : [];
  });

/** Every first word that we know of in a kind of section, in any version. */
const words: Readonly<Record<string, readonly string[]>> = {
  global: [...Object.keys(globalGrammar), ...registered('global')],
  listen: [...Object.keys(proxyGrammar), ...Object.keys(removedKeywords), ...registered('listen')],
  ...Object.fromEntries(Object.entries(sectionGrammars).map(([kind, table]) => [kind, Object.keys(table)])),
};

/** What the program says of each word alone on a line of the section; it stops at some faults, so few are asked at a time. */
async function refusals(program: Program, header: string, all: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const ask = async (some: readonly string[]): Promise<void> => {
    const verdict = await haproxyVerdict(program, `${header}\n${some.map((word) => ` ${word}\n`).join('')}`);
    for (const { severity, line = 0, text } of verdict.messages) {
      const word = some[line - 2];
      if (severity === 'alert' && word !== undefined) found.set(word, text);
    }
  };
  for (let at = 0; at < all.length; at += 25) await ask(all.slice(at, at + 25));
  return found;
}

const isUnknown = (word: string, text: string | undefined): boolean =>
  text !== undefined && /unknown (?:keyword|statement)/.test(text) && text.includes(`'${word}'`);

/** Unknown, or known only to say that it is no more. */
const isGone = (word: string, text: string | undefined): boolean =>
  isUnknown(word, text) ||
  (text !== undefined && /not supported any ?more|no longer supported|doesn't exist any ?more/.test(text));

/** The same as we see it. */
function unknownToUs(version: string, header: string, all: readonly string[]): Set<string> {
  const text = `${header}\n${all.map((word) => ` ${word}\n`).join('')}`;
  const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]), { haproxy: { version }, onlyProgram: true });
  return new Set(
    snapshot.findings().flatMap(({ rule, severity, at, message }) => {
      const word = all[locate(snapshot, at).start.line - 1];
      const lacks =
        /unknown-keyword|removed-keyword/.test(rule) ||
        (/misplaced-keyword/.test(rule) && /is not a keyword of/.test(message));
      return severity === 'error' && lacks && word !== undefined ? [word] : [];
    }),
  );
}

/** Depends on how the program was built. */
const exceptions: ReadonlySet<string> = new Set(['no-quic', 'limited-quic', 'ssl-engine']);

describeNeeding('oracle', 'the keywords of each version', oracleMissing(), () => {
  const programs = oracleMissing() === undefined ? findPrograms().haproxy : [];
  const cases = programs.flatMap((program) =>
    Object.keys(words).map((kind) => ({ program, kind, version: program.version })),
  );
  test.each(cases)('$version: $kind', { timeout: 60_000 }, async ({ program, kind }) => {
    const header = kind === 'global' || kind === 'traces' ? kind : `${kind} a`;
    const verdict = await haproxyVerdict(program, `${header}\n`);
    if (verdict.messages.some(({ text }) => /out of section|unknown keyword|experimental|deprecated/.test(text)))
      return;
    const all = [...new Set(words[kind])].filter((word) => !exceptions.has(word));
    const theirs = await refusals(program, header, all);
    const ours = unknownToUs(program.version, header, all);
    // What looks wrong is asked again, alone: a fault above may have kept the program from reading it.
    const alone = async (word: string): Promise<string | undefined> =>
      (await refusals(program, header, [word])).get(word);
    const falseAlarms: string[] = [];
    for (const word of ours) {
      if (!isGone(word, theirs.get(word)) && !isGone(word, await alone(word))) falseAlarms.push(word);
    }
    expect(falseAlarms, 'we call these unknown, and the program knows them').toEqual([]);
    const missed = all.filter((word) => !ours.has(word) && isUnknown(word, theirs.get(word)));
    expect(missed, 'the program does not know these').toEqual([]);
  });
});
