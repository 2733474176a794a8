import type { Table } from '../../base/table.ts';
import { compareVersions, parseVersion, type Version } from '../../base/version.ts';
import { inventories, type Lifetime, listedKeyword } from './catalog/facts.ts';
import { globalGrammar } from './validate/grammar-global.ts';
import { proxyGrammar, removedGlobal, removedKeywords } from './validate/grammar-proxy.ts';
import { sectionGrammars } from './validate/grammar-sections.ts';
import { readHead } from './validate/proxy-kinds.ts';

/**
 * Since when and until when a section has a keyword, told from where the validator reads it: the head of the keyword's
 * grammar, the inventories that the programs print, and the lists of what is gone. An inventory alone is not enough:
 * some keywords (`daemon`) appear in it only since the program parses them in another way.
 */
export function keywordLifetime(section: string, keyword: string): Lifetime {
  const listed = listedKeyword(section, keyword);
  const text = grammarOf(section)?.get(keyword);
  if (text === undefined) return listed ?? {};
  const head = readHead(text);
  const gone = removedFrom(section)?.get(keyword)?.split(':')[0];
  const isThere = (version: Version): boolean =>
    isIn(head, version) || (listed !== undefined && isIn(listed, version) && !(gone && isFrom(gone, version)));
  const known = inventories.filter(isThere);
  const first = known[0] === inventories[0] ? undefined : known[0];
  const last = known.at(-1) === inventories.at(-1) ? undefined : known.at(-1);
  const since = first && [listed?.since, head.since].find((one) => one !== undefined && isFrom(one, first));
  const until = last && (listed?.until ?? gone ?? head.until);
  return { ...(since && { since }), ...(until && { until }) };
}

const proxies: ReadonlySet<string> = new Set(['defaults', 'frontend', 'listen', 'backend']);

/** The group under which inventories and grammars have the keywords of a section: all proxies share one. */
export function groupOf(section: string): string {
  return proxies.has(section) ? 'listen' : section;
}

function grammarOf(section: string): Table<string> | undefined {
  if (section === 'listen') return proxyGrammar;
  return section === 'global' ? globalGrammar : sectionGrammars.get(section);
}

function removedFrom(section: string): Table<string> | undefined {
  if (section === 'listen') return removedKeywords;
  return section === 'global' ? removedGlobal : undefined;
}

function isFrom(since: string, version: Version): boolean {
  return compareVersions(version, parseVersion(since) ?? []) >= 0;
}

function isIn(
  { since, until }: { readonly since?: string | undefined; readonly until?: string | undefined },
  version: Version,
): boolean {
  return (since === undefined || isFrom(since, version)) && (until === undefined || !isFrom(until, version));
}
