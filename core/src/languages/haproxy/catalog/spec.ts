import { type Table, table } from '../../../base/table.ts';
import type { Argument, ArgumentSyntax, Choice, Keyword, NameKind } from '../../../catalog/keyword.ts';

/**
 * Reads keywords from a table of lines, the form in which the catalogue is written by hand.
 *
 *     @ d f l b                       the contexts of what follows: letters or names with commas
 *     name | arguments | description  `name ^3.0 $3.4`: since and until; `!other`: deprecated, what to write instead
 *       word: description             a choice of the keyword's first argument that has choices
 *
 * Arguments: `time`, `?optional`, `repeated*`, `name=one,two`, `name@backend` (a declared name), `name~sample`
 * (a syntax of its own), `>context` (parameters in any order), `&` (a condition may follow).
 */
export function readKeywords(table: string): Keyword[] {
  const found: Keyword[] = [];
  let contexts: readonly string[] = [];
  for (const line of table.split('\n')) {
    if (line.startsWith('@')) contexts = line.slice(1).trim().split(/, ?| /).map(expandContext);
    else if (line.startsWith('  ')) addChoice(found, line.trim());
    else if (line !== '') found.push(readKeyword(line, contexts));
  }
  return found;
}

const letters: Table<string> = table({
  g: 'global',
  d: 'defaults',
  f: 'frontend',
  l: 'listen',
  b: 'backend',
});

/** A context's name may stand with `_` for a blank. */
function expandContext(name: string): string {
  return letters.get(name) ?? name.replaceAll('_', ' ');
}

function readKeyword(line: string, contexts: readonly string[]): Keyword {
  const [head = '', args = '', doc = ''] = columnsOf(line);
  // The keyword `!` is none that is deprecated.
  const mark = head.indexOf('!', 1);
  const deprecated = mark < 0 ? '' : head.slice(mark + 1);
  const names: string[] = [];
  let since: string | undefined;
  let until: string | undefined;
  for (const word of (mark < 0 ? head : head.slice(0, mark)).split(' ')) {
    if (word === '') continue;
    if (word.startsWith('^')) since ??= word.slice(1);
    else if (word.startsWith('$')) until ??= word.slice(1);
    else names.push(word);
  }
  const list: Argument[] = [];
  let parameters: string | undefined;
  let condition = false;
  for (const token of args.split(' ')) {
    if (token === '') continue;
    if (token === '&') condition = true;
    else if (token.startsWith('>')) parameters ??= token.slice(1).replaceAll('_', ' ');
    else list.push(argumentOf(token));
  }
  return {
    name: names.join(' '),
    in: contexts,
    doc: doc.trim(),
    ...(list.length > 0 && { arguments: list }),
    ...(parameters && { parameters }),
    ...(condition && { condition: true as const }),
    ...(since && { since }),
    ...(until && { until }),
    ...(deprecated && { deprecated }),
  };
}

/** The three columns of a line, cut at ` |` where a blank follows; the last one may hold more of them. */
function columnsOf(line: string): string[] {
  const columns: string[] = [];
  let from = 0;
  while (columns.length < 2) {
    const at = line.indexOf(' | ', from);
    if (at < 0) break;
    columns.push(line.slice(from, at));
    from = at + 2;
  }
  columns.push(line.slice(from));
  return columns;
}

/** Arguments by how they are written: the tables say `time` and `name` hundreds of times. */
const written = new Map<string, Argument>();

function argumentOf(token: string): Argument {
  const known = written.get(token) ?? readArgument(token);
  written.set(token, known);
  return known;
}

const argumentDocs: Table<string> = table({
  time: 'A number with a unit: `us`, `ms` (default), `s`, `m`, `h` or `d`.',
  size: 'A number of bytes; `k`, `m` and `g` multiply by 1024.',
  number: 'A number.',
  port: 'A port, 1 to 65535.',
  file: 'A path.',
  format: 'Text with `%` variables and `%[…]` expressions.',
  sample: 'A fetch with its arguments, and converters after commas.',
  ratio: 'A number.',
});

function readArgument(token: string): Argument {
  const match = /^(\?)?([^=@~*]+)(=[^@~*]*)?(?:@([\w-]+))?(?:~(\w+))?(\*)?$/.exec(token);
  const [, optional, name = token, values, refersTo, syntax, repeated] = match ?? [];
  const doc = argumentDocs.get(syntax ?? name) ?? argumentDocs.get(name);
  return {
    name: name.replaceAll('_', ' '),
    ...(doc && { doc }),
    ...(values !== undefined && {
      choices: values
        .slice(1)
        .split(',')
        .filter((value) => value !== '')
        .map((value): Choice => ({ value })),
    }),
    ...(refersTo && { refersTo: refersTo as NameKind }),
    ...(syntax && { syntax: syntax as ArgumentSyntax }),
    ...(optional && { optional: true as const }),
    ...(repeated && { repeated: true as const }),
  };
}

function addChoice(found: Keyword[], line: string): void {
  const keyword = found.pop();
  if (!keyword) return;
  const colon = line.indexOf(': ');
  const choice: Choice = { value: line.slice(0, colon), doc: line.slice(colon + 2) };
  const target = keyword.arguments?.find((argument) => argument.choices);
  found.push({
    ...keyword,
    arguments: (keyword.arguments ?? []).map((argument) =>
      argument === target ? { ...argument, choices: [...(argument.choices ?? []), choice] } : argument,
    ),
  });
}

/** Reads lines `name: description`; several names with blanks share one. */
export function readDescriptions(table: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of table.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon < 0) continue;
    for (const name of line.slice(0, colon).split(' ')) found.set(name, line.slice(colon + 2));
  }
  return found;
}
