import { memo } from '../../../base/memo.ts';
import { compareVersions, parseVersion } from '../../../base/version.ts';
import type { Facts } from './facts.ts';
import { deprecated } from './grammar-proxy.ts';
import { type Head, readHead } from './proxy-kinds.ts';

/** What a version knows of a keyword in a kind of section. */
export interface KeywordEntry {
  readonly head: Head | undefined;
  /** The version is one that has the keyword as `head` describes it. */
  readonly fits: boolean;
  /** The program lists the keyword. */
  readonly registered: boolean;
  readonly deprecation: Deprecation | undefined;
}

const entriesOf = memo((_facts: Facts) => new Map<string, Map<string, KeywordEntry>>());

/** Looked up once for each keyword and kind of section (`listen` for all proxies), not for each line. */
export function entryOf(
  facts: Facts,
  section: string,
  keyword: string,
  table: Readonly<Record<string, string>>,
): KeywordEntry {
  const bySection = entriesOf(facts);
  const entries = bySection.get(section) ?? new Map<string, KeywordEntry>();
  bySection.set(section, entries);
  const known = entries.get(keyword);
  if (known) return known;
  const text = Object.hasOwn(table, keyword) ? table[keyword] : undefined;
  const head = text === undefined ? undefined : readHead(text);
  const entry = {
    head,
    fits: head !== undefined && versionFits(facts, head.since, head.until),
    registered: facts.keywords.has(`${section} ${keyword}`),
    deprecation: section === 'listen' ? deprecationOf(facts, keyword) : undefined,
  };
  // Keywords that nobody knows are the file's, and there may be any number of them.
  if (head || entry.registered) entries.set(keyword, entry);
  return entry;
}

export interface Deprecation {
  readonly since: string;
  readonly instead: string;
}

/** What a proxy's keyword should be replaced with, where this version warns about it. */
export function deprecationOf(facts: Facts, keyword: string): Deprecation | undefined {
  const [since = '', instead = ''] =
    (Object.hasOwn(deprecated, keyword) ? deprecated[keyword] : undefined)?.split(': ') ?? [];
  return since !== '' && compareVersions(facts.version, parseVersion(since) ?? []) >= 0
    ? { since, instead }
    : undefined;
}

function versionFits(facts: Facts, since: string | undefined, until: string | undefined): boolean {
  if (since !== undefined && compareVersions(facts.version, parseVersion(since) ?? []) < 0) return false;
  return until === undefined || compareVersions(facts.version, parseVersion(until) ?? []) < 0;
}
