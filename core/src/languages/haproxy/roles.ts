import { memo } from '../../base/memo.ts';
import { type Table, table } from '../../base/table.ts';
import { lastingTextCache } from '../../base/text-cache.ts';
import type { Argument, Keyword, NameKind } from '../../catalog/keyword.ts';
import { findKeywordOfAny } from '../../catalog/lookup.ts';
import type { Role } from '../../catalog/role.ts';
import type { Line, Word } from '../../syntax/line.ts';
import { haproxyCatalog } from './catalog.ts';
import { catalogName } from './catalog-name.ts';
import { lexLine } from './lexer.ts';
import type { SectionSyntax } from './parser.ts';
import { RoleWriter } from './role-writer.ts';
import { namesOfSection } from './sections.ts';

/**
 * What each word of a section's lines is, line by line; ranges count from the line's start. One catalogue of all
 * versions decides, so that a name stays a name where the version lacks its keyword.
 */
export const rolesIn: (section: SectionSyntax) => readonly (readonly Role[])[] = memo((section: SectionSyntax) => {
  const kind = section.hasHeader ? (section.lines[0]?.words[0]?.value ?? '') : '';
  const readLine = lineReader(kind);
  return section.lines.map((line, index) =>
    index === 0 && section.hasHeader ? readRoles(line, kind, true) : readLine(line.text),
  );
});

const readers = new Map<string, (text: string) => readonly Role[]>();

/** Equal lines of sections of one kind are read once, also those of the section before an edit. */
function lineReader(kind: string): (text: string) => readonly Role[] {
  const known = readers.get(kind);
  if (known) return known;
  const reader = lastingTextCache((text) => readRoles(lexLine(text), kind, false), 30_000);
  readers.set(kind, reader);
  return reader;
}

function readRoles(line: Line, section: string, header: boolean): readonly Role[] {
  const writer = new RoleWriter(line);
  if (header) readHeader(writer, line.words);
  else readDirective(writer, line.words, section);
  return writer.roles;
}

function readHeader(writer: RoleWriter, words: readonly Word[]): void {
  const [named] = namesOfSection(words[0]?.value ?? '');
  words.forEach((word, index) => {
    if (index === 0) writer.word('section', word);
    else if (word.value === 'from' && words[index + 1]) writer.word('operator', word);
    else if (words[index - 1]?.value === 'from' && index > 1) writer.name('defaults', word);
    else if (index === 1 && named) writer.name(named, word, true);
    else writer.word('value', word);
  });
}

/** Keywords whose first argument is a name that the line declares. */
const declaring: Table<NameKind> = table({
  acl: 'acl',
  'filter bwlim-in': 'filter',
  'filter bwlim-out': 'filter',
  peer: 'server',
  server: 'server',
  'server-template': 'server',
  table: 'table',
});

/** Lines on which `if` and `unless` are words like any other. */
const withoutCondition =
  /^(?:server|server-template|default-server|bind|log|acl|description|log-format.*|filter|balance)$/;

function readDirective(writer: RoleWriter, all: readonly Word[], section: string): void {
  let words = all;
  if ((words[0]?.value === 'no' || words[0]?.value === 'default') && words[1]) {
    writer.word('operator', words[0]);
    words = words.slice(1);
  }
  const first = words[0];
  if (!first) return;
  const names = words.map((word) => catalogName(word.value));
  const keyword = findKeywordOfAny(haproxyCatalog, section, names);
  if (!keyword) {
    writer.word('unknown', first);
    for (const word of words.slice(1)) writer.value(word, undefined, undefined);
    return;
  }
  const width = keyword.name.split(' ').length;
  // Of `http-request set-mark` it is the action that is deprecated.
  for (const word of words.slice(0, width - 1)) writer.word('keyword', word);
  for (const word of words.slice(width - 1, width)) writer.keyword(word, keyword);
  const rest = words.slice(width);
  const ifAt = withoutCondition.test(names[0] ?? '')
    ? -1
    : rest.findIndex((word) => word.value === 'if' || word.value === 'unless');
  const args = ifAt < 0 ? rest : rest.slice(0, ifAt);
  const declares = declaring.get(keyword.name);
  const [name, ...others] = args;
  if (keyword.name === 'acl') {
    if (name) writer.name('acl', name, true);
    readMatch(writer, others);
  } else if (declares && !(keyword.name === 'table' && section !== 'peers')) {
    if (name) writer.name(declares, name, true);
    readArguments(writer, keyword, others, 1);
  } else readArguments(writer, keyword, args, 0);
  if (ifAt >= 0) readCondition(writer, rest.slice(ifAt));
}

/** Walks over the arguments of a keyword and the parameters behind them, as completion does (place.ts). */
function readArguments(writer: RoleWriter, keyword: Keyword, words: readonly Word[], skipped: number): void {
  const { parameters } = keyword;
  const names = parameters === undefined ? [] : words.map((word) => catalogName(word.value));
  const parameterAt = (at: number): Keyword | undefined =>
    parameters === undefined ? undefined : findKeywordOfAny(haproxyCatalog, parameters, names.slice(at, at + 4));
  const passes = (argument: Argument | undefined, at: number): boolean => {
    if (argument?.optional !== true) return false;
    if (argument.choices) return !argument.choices.some((choice) => choice.value === words[at]?.value);
    return parameterAt(at) !== undefined;
  };
  let list = keyword.arguments ?? [];
  let owner = keyword;
  let next = skipped;
  for (let at = 0; at < words.length; ) {
    const word = words[at] as Word;
    while (next < list.length && passes(list[next], at)) next++;
    const argument = list[next];
    if (argument) {
      if (!argument.repeated) next++;
      writer.value(word, argument, owner);
      at++;
      continue;
    }
    const parameter = parameterAt(at);
    if (!parameter) {
      writer.value(word, undefined, undefined);
      at++;
      continue;
    }
    const width = parameter.name.split(' ').length;
    for (const part of words.slice(at, at + width)) writer.parameter(part, parameter);
    at += width;
    owner = parameter;
    list = parameter.arguments ?? [];
    next = 0;
  }
}

/** An expression with flags and patterns. */
function readMatch(writer: RoleWriter, [criterion, ...words]: readonly Word[]): void {
  if (!criterion) return;
  writer.expression(criterion);
  let flags = true;
  words.forEach((word, index) => {
    const before = flags ? words[index - 1]?.value : undefined;
    if (flags && (before === '-m' || before === '-f' || before === '-M' || before === '-u')) {
      if (before === '-m') writer.word('choice', word);
      else writer.value(word, before === '-u' ? undefined : { name: 'file' }, undefined);
    } else if (flags && /^-(?:[a-zA-Z]|-)$/.test(word.value)) {
      writer.word('flag', word);
      if (word.value === '--') flags = false;
    } else {
      flags = false;
      writer.word('pattern', word);
    }
  });
}

/** `if` or `unless` and what follows: ACLs, expressions in braces, `!`, `or`. */
function readCondition(writer: RoleWriter, [start, ...words]: readonly Word[]): void {
  if (start) writer.word('operator', start);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    if (word.value === '{' || word.value === '!{') {
      let end = at + 1;
      while (end < words.length && words[end]?.value !== '}') end++;
      writer.word('operator', word);
      readMatch(writer, words.slice(at + 1, end));
      const closing = words[end];
      if (closing) writer.word('operator', closing);
      at = end;
    } else if (/^(?:!|or|\|\||}|if|unless)$/.test(word.value)) writer.word('operator', word);
    else writer.acl(word);
  }
}
