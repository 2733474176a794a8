import { memo } from '../base/memo.ts';
import { compareVersions, parseVersion, type Version } from '../base/version.ts';
import type { Argument, Catalog, Keyword } from './keyword.ts';

const byContext = memo((catalog: Catalog): ReadonlyMap<string, readonly Keyword[]> => {
  const contexts = new Map<string, Keyword[]>();
  for (const keyword of catalog.keywords) {
    for (const context of keyword.in) {
      const list = contexts.get(context);
      if (list) list.push(keyword);
      else contexts.set(context, [keyword]);
    }
  }
  return contexts;
});

/** The keywords that a version knows in a context, in the catalogue's order. */
export function keywordsIn(catalog: Catalog, context: string, version: Version): readonly Keyword[] {
  const key = `${version.join('.')} ${context}`;
  const known = existing(catalog).get(key);
  if (known) return known;
  const list = (byContext(catalog).get(context) ?? []).filter((keyword) => existsIn(keyword, version));
  existing(catalog).set(key, list);
  return list;
}

/** Lists that were asked for, by version and context. */
const existing = memo((_: Catalog) => new Map<string, readonly Keyword[]>());

/** The keyword that the words of a line start with: of `timeout` and `timeout connect` the longer one. */
export function findKeyword(
  catalog: Catalog,
  context: string,
  words: readonly string[],
  version: Version,
): Keyword | undefined {
  return longest(keywordsIn(catalog, context, version), words);
}

/** Like {@link findKeyword}, of all versions: what a word is stays the same where a version lacks it. */
export function findKeywordOfAny(catalog: Catalog, context: string, words: readonly string[]): Keyword | undefined {
  const list = byContext(catalog).get(context);
  return list && longest(list, words);
}

function longest(list: readonly Keyword[], words: readonly string[]): Keyword | undefined {
  return byFirstWord(list)
    .get(words[0] ?? '')
    ?.find(({ parts }) => parts.every((part, index) => words[index] === part))?.keyword;
}

/** A list's keywords by their first word, the longest first, of equal ones the first. */
const byFirstWord = memo((list: readonly Keyword[]) => {
  const found = new Map<string, { readonly keyword: Keyword; readonly parts: readonly string[] }[]>();
  for (const keyword of list) {
    const parts = keyword.name.split(' ');
    const known = found.get(parts[0] ?? '');
    if (known) known.push({ keyword, parts });
    else found.set(parts[0] ?? '', [{ keyword, parts }]);
  }
  for (const entries of found.values()) entries.sort((a, b) => b.keyword.name.length - a.keyword.name.length);
  return found;
});

/** The argument at a position (0 = the first after the name); a repeated last one covers all that follow. */
export function argumentAt(keyword: Keyword, position: number): Argument | undefined {
  const list = keyword.arguments ?? [];
  const last = list.at(-1);
  return list[position] ?? (last?.repeated ? last : undefined);
}

/** How a keyword is written: `bind <address> [<parameter> …]`. */
export const signature: (keyword: Keyword) => string = memo((keyword: Keyword) => {
  const args = (keyword.arguments ?? []).map((argument) => {
    const short = argument.choices && argument.choices.length <= 4;
    const text = short ? `{${argument.choices.map((choice) => choice.value).join('|')}}` : `<${argument.name}>`;
    const repeated = argument.repeated ? `${text} …` : text;
    return argument.optional ? `[${repeated}]` : repeated;
  });
  const parameters = keyword.parameters ? ['[<parameter> …]'] : [];
  const block = keyword.opens ? ['{ … }'] : [];
  return [keyword.name, ...args, ...parameters, ...block].join(' ');
});

function existsIn(keyword: Keyword, version: Version): boolean {
  const since = keyword.since ? parseVersion(keyword.since) : undefined;
  const until = keyword.until ? parseVersion(keyword.until) : undefined;
  return (!since || compareVersions(version, since) >= 0) && (!until || compareVersions(version, until) < 0);
}
