import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseVersion } from '#core/base/version.ts';
import { rules } from '#core/lint/registry.generated.ts';
import { publishedId } from '#core/lint/rule.ts';
import { markdownCases } from '../support/markdown-cases.ts';
import { filesAfter, offersOf } from '../support/offers.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { keepalivedVerdict } from './keepalived-verdict.ts';
import { findPrograms, oracleMissing, type Program } from './programs.ts';

/** How many complaints a real program has about a text; what this machine lacks does not count. */
async function complaints(program: Program, language: string, text: string): Promise<number> {
  if (language === 'haproxy') {
    // Where a variable is not set, its word is empty and ends the line.
    for (const [, name = ''] of text.matchAll(/\$\{?([A-Z_]\w*)/g)) process.env[name] ??= 'example';
    const { messages } = await haproxyVerdict(program, text);
    return messages.filter(({ severity, about }) => severity === 'alert' && about === 'text').length;
  }
  const { messages, crashed } = await keepalivedVerdict(program, text);
  return messages.length + (crashed ? 1 : 0);
}

interface Change {
  readonly name: string;
  readonly language: string;
  readonly before: string;
  readonly after: string;
}

/** Everything that is offered for the examples of the rules' pages under a version, for files that a program can read. */
function changes(program: Program, language: 'haproxy' | 'keepalived'): Change[] {
  const seen = new Set<string>();
  return rules.map(publishedId).flatMap((id) =>
    markdownCases(readFileSync(`core/src/lint/rules/${id}.md`, 'utf8')).flatMap(({ files, settings, line }) => {
      const version = { ...settings, [language]: { version: program.version } };
      return offersOf(snapshotOf(files, version)).flatMap((offer): Change[] => {
        const after = filesAfter(files, offer);
        return [...offer.edits.keys()].flatMap((path): Change[] => {
          const [old, now] = [files.get(path), after.get(path)];
          const isOfProgram = path.endsWith(language === 'haproxy' ? '.cfg' : '.conf');
          if (old === undefined || now === undefined || !isOfProgram || seen.has(old + now)) return [];
          seen.add(old + now);
          return [{ name: `${id}.md:${line} ${path}: ${offer.title}`, language, before: old, after: now }];
        });
      });
    }),
  );
}

describeNeeding('oracle', 'what is offered is no worse to the real program', oracleMissing(), () => {
  const { haproxy, keepalived } = oracleMissing() === undefined ? findPrograms() : { haproxy: [], keepalived: [] };
  const asked = [
    ...haproxy.filter(isRecent(2, 6)).map((program) => ({ program, language: 'haproxy' as const })),
    ...keepalived.filter(isRecent(2, 2)).map((program) => ({ program, language: 'keepalived' as const })),
  ];
  test.each(asked)('$language $program.version', { timeout: 300_000 }, async ({ program, language }) => {
    const all = changes(program, language);
    expect(all.length).toBeGreaterThan(10);
    const worse: string[] = [];
    for (const { name, before, after } of all) {
      const [old, now] = [await complaints(program, language, before), await complaints(program, language, after)];
      if (now > old) worse.push(`${name}: ${old} complaints, then ${now}\n${after}`);
    }
    expect(worse.join('\n')).toBe('');
  });
});

function isRecent(major: number, minor: number): (program: Program) => boolean {
  return ({ version }) => {
    const [a = 0, b = 0] = parseVersion(version) ?? [];
    return a > major || (a === major && b >= minor);
  };
}
