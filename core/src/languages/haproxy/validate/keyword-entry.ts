import type { Table } from '../../../base/table.ts';
import { compareVersions, parseVersion } from '../../../base/version.ts';
import { deprecations, silencedDeprecations, unplacedDeprecations } from '../catalog/deprecations.ts';
import type { Facts } from './facts.ts';
import { type Grammar, parseGrammar } from './grammar.ts';
import { type Head, readHead } from './proxy-kinds.ts';

/** What a version knows of a keyword in a kind of section. */
export interface KeywordEntry {
  readonly head: Head | undefined;
  /** The version is one that has the keyword as `head` describes it. */
  readonly fits: boolean;
  /** The name of the check that reads what follows, for which the head has it in parentheses; else `grammar` reads it. */
  readonly check: string | undefined;
  readonly grammar: Grammar;
  /** The program lists the keyword. */
  readonly registered: boolean;
  readonly deprecation: Deprecation | undefined;
}

/** Keywords that were looked up for a version and a kind of section (`listen` for all proxies). */
export type KeywordEntries = Map<string, KeywordEntry>;

/** Looked up once for each keyword, not for each line. */
export function entryOf(
  entries: KeywordEntries,
  facts: Facts,
  section: string,
  keyword: string,
  grammars: Table<string>,
): KeywordEntry {
  const known = entries.get(keyword);
  if (known) return known;
  const text = grammars.get(keyword);
  const head = text === undefined ? undefined : readHead(text);
  const body = head?.body ?? '...';
  const check = body.startsWith('(') && body.endsWith(')') ? body.slice(1, -1) : undefined;
  const entry = {
    head,
    fits: head !== undefined && versionFits(facts, head.since, head.until),
    check,
    grammar: parseGrammar(check === undefined ? body : '...'),
    registered: facts.keywords.has(`${section} ${keyword}`),
    deprecation: deprecationOf(facts, section === 'listen' ? keyword : `${section} ${keyword}`),
  };
  // Keywords that nobody knows are the file's, and there may be any number of them.
  if (head || entry.registered) entries.set(keyword, entry);
  return entry;
}

export interface Deprecation {
  readonly since: string;
  readonly instead: string;
  /** "expose-deprecated-directives" keeps HAProxy quiet about it. */
  readonly silenced: boolean;
  /** HAProxy says it without a line. */
  readonly unplaced: boolean;
}

/** What a keyword (outside of proxies with its section before it) should be replaced with, where this version warns about it. */
export function deprecationOf(facts: Facts, keyword: string): Deprecation | undefined {
  const [since = '', instead = ''] = deprecations.get(keyword)?.split(': ') ?? [];
  return since !== '' && compareVersions(facts.version, parseVersion(since) ?? []) >= 0
    ? { since, instead, silenced: silencedDeprecations.has(keyword), unplaced: unplacedDeprecations.has(keyword) }
    : undefined;
}

function versionFits(facts: Facts, since: string | undefined, until: string | undefined): boolean {
  if (since !== undefined && compareVersions(facts.version, parseVersion(since) ?? []) < 0) return false;
  return until === undefined || compareVersions(facts.version, parseVersion(until) ?? []) < 0;
}
