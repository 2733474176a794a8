import { memo } from '../base/memo.ts';
import { nearest } from '../base/nearest.ts';
import { query } from '../base/query.ts';
import type { SourceFile } from '../languages/language.ts';
import { type Languages, programsOf } from '../languages/languages.ts';
import { outsideOfKnown, type Program, writtenVersion } from '../languages/programs.ts';
import type { Finding } from '../lint/finding.ts';
import { rules } from '../lint/registry.generated.ts';
import { publishedId } from '../lint/rule.ts';
import type { Chunk } from '../syntax/chunk.ts';
import { directivesIn } from '../syntax/comment-directive.ts';
import { hasDirectives } from './source-file.ts';

/**
 * Comments that speak to haconf and of which it reads nothing, or not all: a misspelt program or rule, a version that is
 * none. A comment may hold prose as well, so that only what looks like a slip is reported. None of a template, which
 * may put in any word.
 */
export const directiveFindings: (file: SourceFile, languages: Languages) => readonly Finding[] = query(
  (file: SourceFile, languages: Languages) => {
    if (file.template || !hasDirectives(file)) return [];
    const programs = programsOf(languages);
    return (file.syntax.chunks as readonly Chunk[]).flatMap((chunk) =>
      directivesIn(chunk).flatMap(({ words, line, range }) => {
        const start = chunk.lineStarts[line] ?? 0;
        const site = { chunk, range: { start: start + range.start, end: start + range.end } };
        return problemsOf(words, programs).map(
          (message): Finding => ({
            rule: 'haconf/unknown-directive',
            severity: 'warning',
            message,
            at: { path: file.path, site },
            related: [],
          }),
        );
      }),
    );
  },
);

const verbs: readonly string[] = ['ignore', 'ignore-file'];

function problemsOf(words: readonly string[], programs: readonly Program[]): readonly string[] {
  const settings = words.flatMap((word) => settingProblem(word, programs) ?? []);
  const [verb = '', ...named] = words;
  if (verbs.includes(verb)) return [...settings, ...named.flatMap((word) => ruleProblem(word, named) ?? [])];
  const meant = nearest(verb, verbs);
  // "ignored by the others" is a sentence.
  if (meant !== undefined && named.every((word) => isRule(word))) {
    return [...settings, `"${verb}" says nothing to haconf. Did you mean "${meant}"?`];
  }
  return settings;
}

/** What is wrong with `haproxy=2.8`. */
function settingProblem(word: string, programs: readonly Program[]): string | undefined {
  const [, key, value = ''] = /^([\w-]+)=(.*)$/.exec(word) ?? [];
  if (key === undefined) return undefined;
  const program = programs.find(({ id }) => id === key);
  if (program === undefined) {
    const meant = nearest(
      key,
      programs.map(({ id }) => id),
    );
    return meant === undefined
      ? undefined
      : `"${key}" is no program that haconf knows. Did you mean "${meant}=${value}"?`;
  }
  const version = writtenVersion(value);
  if (!version) return `"${value}" is no version, so nothing is read from it. Write one such as "${program.id}=2.2".`;
  const outside = outsideOfKnown(program, version);
  return outside && `${outside}. What is said of this file may be wrong for that version.`;
}

/** What is wrong with a word behind `ignore`, if it was to be a rule: it has a scope, is nearly one, or stands alone. */
function ruleProblem(word: string, all: readonly string[]): string | undefined {
  if (isRule(word) || word.includes('=')) return undefined;
  const meant = nearest(word, ruleNames());
  const looksLikeOne =
    /^(?:haproxy|keepalived|cluster)\/[a-z-]+$/.test(word) ||
    (word.includes('-') && meant !== undefined) ||
    all.length === 1;
  if (!looksLikeOne) return undefined;
  return `There is no rule "${word}", so nothing is left out for it.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
}

function isRule(word: string): boolean {
  return word === '*' || word.startsWith('haconf/') || ruleNames().has(word);
}

/** The published ids and, behind them, the ids without their scope. */
const namesOf = memo((list: typeof rules): ReadonlySet<string> => {
  const ids = list.map(publishedId);
  return new Set([...ids, ...ids.map((id) => id.slice(id.indexOf('/') + 1))]);
});
const ruleNames = (): ReadonlySet<string> => namesOf(rules);
