import { memo } from '../../../base/memo.ts';
import { nearest } from '../../../base/nearest.ts';
import { compareVersions, formatVersion, parseVersion, type Version } from '../../../base/version.ts';
import { type Catalog, topLevel } from '../../../catalog/keyword.ts';
import { keywordsIn } from '../../../catalog/lookup.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import { keepalivedCatalog, keepalivedKeywords } from '../catalog.ts';
import type { UnknownWord } from './issue.ts';

/** Keywords by block and name. */
export type KeywordTable = ReadonlyMap<string, ReadonlyMap<string, KeepalivedKeyword>>;

const tables = new Map<string, KeywordTable>();

/** The keywords themselves, without texts for their words: what is looked up by identity has to be the same object. */
const bare: Catalog = {
  contexts: keepalivedCatalog.contexts,
  keywords: keepalivedKeywords,
  manual: keepalivedCatalog.manual,
};

/** The keywords that a version knows, by block and name. */
export function keywordTable(version: Version): KeywordTable {
  const key = formatVersion(version);
  const known = tables.get(key);
  if (known) return known;
  const table = new Map<string, Map<string, KeepalivedKeyword>>();
  const facts = new Map(keepalivedKeywords.map((keyword) => [keyword as object, keyword]));
  for (const { name } of keepalivedCatalog.contexts) {
    const block = new Map<string, KeepalivedKeyword>();
    for (const keyword of keywordsIn(bare, name, version)) {
      const fact = facts.get(keyword);
      if (fact) block.set(keyword.name, inVersion(fact, version));
    }
    table.set(name, block);
  }
  // Nobody checks for many versions at once, but nothing may grow for ever.
  if (tables.size > 16) tables.clear();
  tables.set(key, table);
  return table;
}

/** Older versions may take without a word what newer ones complain about. */
function inVersion(keyword: KeepalivedKeyword, version: Version): KeepalivedKeyword {
  const { strictSince, firstWins, lastWins, exact, ...lenient } = keyword;
  const since = strictSince === undefined ? undefined : parseVersion(strictSince);
  return since && compareVersions(version, since) < 0 ? lenient : keyword;
}

function placeOf(context: string): string {
  return context === topLevel ? 'outside of any block' : `in ${context}`;
}

/** `meant` is the keyword that was most likely meant, `surely` so when it differs in case and dashes only. */
interface Explained {
  readonly message: string;
  readonly meant?: string;
  readonly surely?: boolean;
  readonly word?: UnknownWord;
}

const namesOf = memo((block: ReadonlyMap<string, KeepalivedKeyword>) => [...block.keys()]);

const explained = new Map<string, Explained>();

/** What a word that is no keyword where it stands was probably meant to be. A broken file repeats its words. */
export function explainUnknown(word: string, context: string, version: Version): Explained {
  if (word.length > 100)
    return { message: `keepalived does not know "${word.slice(0, 100)}…" ${placeOf(context)} and skips it.` };
  const key = `${formatVersion(version)} ${context} ${word}`;
  const known = explained.get(key);
  if (known !== undefined) return known;
  const found = explain(word, context, version);
  if (explained.size > 2000) explained.clear();
  explained.set(key, found);
  return found;
}

function explain(word: string, context: string, version: Version): Explained {
  const here = keywordTable(version).get(context) ?? new Map<string, KeepalivedKeyword>();
  const skipped = `keepalived does not know "${word}" ${placeOf(context)} and skips it.`;
  if (word.startsWith('//') || word.startsWith(';')) return { message: `${skipped} A comment starts with # or !.` };
  if (word.endsWith('\\'))
    return {
      message: `${skipped} Only definitions go on behind a "\\"; at the end of any other line, a comment too, it is a word.`,
    };
  const later = keepalivedKeywords.find((keyword) => keyword.name === word && keyword.in.includes(context));
  if (later?.since) return { message: `keepalived knows "${word}" from version ${later.since} on; this one skips it.` };
  const plain = word.toLowerCase().replaceAll('-', '_');
  const exact = [...here.keys()].find((name) => name.toLowerCase().replaceAll('-', '_') === plain);
  if (exact !== undefined)
    return { message: `${skipped} It is written ${exact}.`, meant: exact, surely: true, word: 'misspelt' };
  const elsewhere = keepalivedKeywords.find((keyword) => keyword.name === word);
  if (elsewhere)
    return {
      message: `${skipped} It belongs ${placeOf(elsewhere.in[0] ?? topLevel)}: is a brace missing or left over above?`,
      word: 'astray',
    };
  const guess = nearest(word, namesOf(here));
  if (guess !== undefined) return { message: `${skipped} Did you mean ${guess}?`, meant: guess, word: 'misspelt' };
  return context === topLevel ? { message: skipped, word: 'astray' } : { message: skipped };
}
