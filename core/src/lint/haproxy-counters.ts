import { firewall, query } from '../base/query.ts';
import { sameFields, sameItems } from '../base/same-items.ts';
import type { FileSite, NodeFile } from '../cluster/cluster.ts';
import { type Directive, directiveSite, type HaproxyConfig, type HaproxySection } from '../languages/haproxy/config.ts';
import { collected, globalsOf } from '../languages/haproxy/selection.ts';
import type { DocumentIdentity } from '../syntax/stretch.ts';
import {
  countersInStretch,
  lastOfSession,
  type ReadAt,
  type SectionCounters,
  type StickTable,
  type Track,
} from './haproxy-section-counters.ts';
import type { HaproxyFactsRule, RuleContext } from './rule.ts';

/** What everything that one process loads has to do with counters. */
export interface Counters {
  /** The sections of the file that is checked. */
  readonly own: readonly SectionCounters[];
  /** They themselves. */
  readonly sections: ReadonlySet<HaproxySection>;
  /** Those of all files. */
  readonly all: readonly SectionCounters[];
  /** Nothing stands in files that are not at hand. */
  readonly whole: boolean;
  readonly tables: ReadonlyMap<string, StickTable>;
  /** The lines that track, by the number of their counter, and by the table that they fill. */
  readonly byNumber: ReadonlyMap<string, readonly Owned[]>;
  readonly byTable: ReadonlyMap<StickTable, readonly Owned[]>;
  /** Tables into which something is written by the client's address or by another key. */
  readonly fed: ReadonlySet<StickTable>;
  /** What was found for each section and counter: many lines ask for the same. */
  readonly applying: Map<SectionCounters, Map<string, Applying>>;
}

/** The lines that can feed a counter, and the tables that it may be of; undefined where one is not known. */
interface Applying {
  readonly tracks: readonly Owned[];
  readonly tables: readonly StickTable[] | undefined;
}

/** A rule that judges by nothing but what has to do with counters. */
export type CountersRule = HaproxyFactsRule<Counters>;

/**
 * Undefined where nothing can be said: no counters at all, or lines that may be left out. The same object as for the
 * version of the text before while it would hold the same.
 */
export function countersOfFile({ config }: NodeFile<HaproxyConfig>, context: RuleContext): Counters | undefined {
  return countersOf(config, context.loadedTogether);
}

/** Asked for by several rules, of one version of the text. */
const countersOf = query((config: HaproxyConfig, loadedTogether: readonly HaproxyConfig[]) =>
  latestCounters(config.syntax.identity, config, loadedTogether),
);

/** What all of it is made of. */
type Parts = Pick<Counters, 'own' | 'all' | 'whole'>;

const latestCounters: (
  owner: DocumentIdentity,
  config: HaproxyConfig,
  loadedTogether: readonly HaproxyConfig[],
) => Counters | undefined = firewall(
  partsOf,
  sameFields<Parts>({ own: sameItems, all: sameItems, whole: Object.is }),
  joined,
);

const noParts: Parts = { own: [], all: [], whole: false };

function partsOf(config: HaproxyConfig, loadedTogether: readonly HaproxyConfig[]): Parts {
  const own = countersIn(config);
  if (own.length === 0) return noParts;
  const configs = loadedTogether.length > 1 ? loadedTogether : [config];
  const all = configs.length > 1 ? configs.flatMap(countersIn) : own;
  return { own, all, whole: configs.some((one) => globalsOf(one).length > 0) };
}

function joined({ own, all, whole }: Parts): Counters | undefined {
  if (own.length === 0 || all.some(({ section }) => section.conditional)) return undefined;
  const tables = new Map<string, StickTable>();
  for (const one of all) for (const [name, table] of one.tables) if (!tables.has(name)) tables.set(name, table);
  const byNumber = new Map<string, Owned[]>();
  const byTable = new Map<StickTable, Owned[]>();
  const fed = new Set<StickTable>();
  for (const owner of all) {
    for (const track of owner.tracks) {
      addTo(byNumber, track.counter, { owner, track });
      const table = tableOf(tables, owner, track.table);
      if (table) addTo(byTable, table, { owner, track });
    }
    for (const { read } of owner.reads) {
      const table = read.changes && read.by !== 'tracked' ? tableOf(tables, owner, read.table) : undefined;
      if (table) fed.add(table);
    }
  }
  const sections = new Set(own.map(({ section }) => section));
  return { own, sections, all, whole, tables, byNumber, byTable, fed, applying: new Map() };
}

const countersIn = collected(countersInStretch);

function addTo<Key>(lists: Map<Key, Owned[]>, key: Key, one: Owned): void {
  const known = lists.get(key);
  if (known) known.push(one);
  else lists.set(key, [one]);
}

function tableOf(tables: ReadonlyMap<string, StickTable>, from: SectionCounters, name: string | undefined) {
  return name === undefined ? from.tables.get(from.section.name?.name ?? '') : tables.get(name);
}

/** The table of a name, or without one that of the section. */
export function tableNamed(
  { tables }: Counters,
  from: SectionCounters,
  name: string | undefined,
): StickTable | undefined {
  return tableOf(tables, from, name);
}

/**
 * The lines that can have HAProxy follow what a section asks for by a number: its own, those of `defaults`, and in a
 * backend those of all that may hand requests to it.
 */
export function tracksFor(counters: Counters, asking: SectionCounters, counter: string | undefined): readonly Owned[] {
  return applyingTo(counters, asking, counter ?? '').tracks;
}

function applyingTo(counters: Counters, asking: SectionCounters, counter: string): Applying {
  const known = counters.applying.get(asking) ?? new Map<string, Applying>();
  counters.applying.set(asking, known);
  const found = known.get(counter);
  if (found) return found;
  const tracks = (counters.byNumber.get(counter) ?? []).filter(({ owner }) => applies(owner, asking));
  const tables = allKnown(tracks.map(({ owner, track }) => tableNamed(counters, owner, track.table)));
  const computed = { tracks, tables };
  known.set(counter, computed);
  return computed;
}

function applies({ section }: SectionCounters, asking: SectionCounters): boolean {
  const { kind } = asking.section;
  if (section === asking.section || section.kind === 'defaults' || kind === 'defaults') return true;
  return (kind === 'backend' || kind === 'listen') && section.kind !== 'backend';
}

function allKnown(found: readonly (StickTable | undefined)[]): readonly StickTable[] | undefined {
  const known = new Set<StickTable>();
  for (const one of found) {
    if (one?.known !== true || one.type === '') return undefined;
    known.add(one);
  }
  return known.size > 0 ? [...known] : undefined;
}

/** A line that tracks, and its section. */
export interface Owned {
  readonly owner: SectionCounters;
  readonly track: Track;
}

/** The tables of which what is asked for may be taken; undefined where one of them is not known. */
export function tablesFor(
  counters: Counters,
  asking: SectionCounters,
  { read }: ReadAt,
): readonly StickTable[] | undefined {
  if (read.by !== 'tracked' || read.table !== undefined) return allKnown([tableNamed(counters, asking, read.table)]);
  return applyingTo(counters, asking, read.counter ?? '').tables;
}

/** Whether a line tracks when a connection or a session begins, before there is a request. */
export function isOfSession({ place }: Track): boolean {
  return place.list <= lastOfSession;
}

/** Where something stands in a section's line: a word, or the whole of it. */
export function siteOf(
  path: string,
  { section }: SectionCounters,
  directive: Directive,
  word?: ReadAt['word'],
): FileSite {
  return { path, site: directiveSite(section, directive, word, word) };
}

/** How a table is called in a message. */
export function nameOf({ section }: StickTable): string {
  return `the table of "${section.name?.name ?? ''}"`;
}
