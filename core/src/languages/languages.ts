import { memo } from '../base/memo.ts';
import { fileNameOf } from './file-name.ts';
import { haproxy } from './haproxy/language.ts';
import { script, unit } from './host/language.ts';
import { keepalived } from './keepalived/language.ts';
import type { Language, LanguageId } from './language.ts';
import { manifest } from './manifest/language.ts';
import type { Program } from './programs.ts';
import { sysctl } from './sysctl/language.ts';

/** Languages in the order in which they are asked: the first that is certain of a file has it. */
export type Languages = readonly Language[];

/** The table of languages: to add one is a folder and a line here. */
export const languages: Languages = [manifest, unit, script, sysctl, keepalived, haproxy];

export function languageOf(id: LanguageId, table: Languages = languages): Language | undefined {
  return table.find((language) => language.id === id);
}

/** Those that a program reads, by their ids: what an editor opens, and what has a version. */
export function programLanguages(table: Languages = languages): Languages {
  return withProgram(table);
}

const withProgram = memo(
  (table: Languages): Languages =>
    table.filter(({ program }) => program !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1)),
);

/** The programs that read files in these languages. */
export function programsOf(table: Languages = languages): readonly Program[] {
  return programLanguages(table).flatMap(({ program }) => program ?? []);
}

/** What a path says about its language: `certain` needs no look at the text, `possible` does. */
export interface PathGuess {
  readonly language: Language;
  readonly certain: boolean;
}

/** The language that a path suggests. */
export function guessByPath(path: string, table: Languages = languages): PathGuess | undefined {
  const name = fileNameOf(path);
  let possible: Language | undefined;
  for (const language of table) {
    const certainty = language.guess(name);
    if (certainty === 'certain') return { language, certain: true };
    if (certainty === 'possible') possible ??= language;
  }
  return possible && { language: possible, certain: false };
}

/** The language of a file by path and, where the path leaves doubt, by its first lines. */
export function recognise(path: string, head: string, table: Languages = languages): Language | undefined {
  const guess = guessByPath(path, table);
  if (!guess || guess.certain) return guess?.language;
  const betrayed = table.find((language) => language.recognises?.(head));
  if (betrayed) return betrayed;
  return guess.language.isPiece?.(head) ? guess.language : undefined;
}
