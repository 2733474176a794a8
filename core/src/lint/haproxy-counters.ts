import type { FileSite, NodeFile } from '../cluster/cluster.ts';
import { type Directive, directiveSite, type HaproxyConfig } from '../languages/haproxy/config.ts';
import {
  countersInStretch,
  lastOfSession,
  type ReadAt,
  type SectionCounters,
  type StickTable,
  type Track,
} from './haproxy-section-counters.ts';
import type { RuleContext } from './rule.ts';

/** What everything that one process loads has to do with counters. */
export interface Counters {
  /** The sections of the file that is checked. */
  readonly own: readonly SectionCounters[];
  /** Those of all files. */
  readonly all: readonly SectionCounters[];
  /** Nothing stands in files that are not at hand. */
  readonly whole: boolean;
  table(section: SectionCounters, name: string | undefined): StickTable | undefined;
}

/** Undefined where nothing can be said: no counters at all, or lines that may be left out. */
export function countersOfFile({ config }: NodeFile<HaproxyConfig>, context: RuleContext): Counters | undefined {
  const own = countersIn(config);
  if (own.length === 0) return undefined;
  const { loadedTogether } = context;
  const all = loadedTogether.length > 1 ? loadedTogether.flatMap(countersIn) : own;
  if (all.some(({ section }) => section.conditional)) return undefined;
  const configs = loadedTogether.length > 1 ? loadedTogether : [config];
  const whole = configs.some(({ sections }) => sections.some(({ kind }) => kind === 'global'));
  return {
    own,
    all,
    whole,
    table(from, name) {
      const wanted = name ?? from.section.name?.name;
      if (wanted === undefined) return undefined;
      if (name === undefined) return from.tables.get(wanted);
      return all.find(({ tables }) => tables.has(wanted))?.tables.get(wanted);
    },
  };
}

function countersIn({ stretches }: HaproxyConfig): readonly SectionCounters[] {
  const found: SectionCounters[] = [];
  for (const stretch of stretches) for (const one of countersInStretch(stretch)) found.push(one);
  return found;
}

/**
 * The lines that can have HAProxy follow what a section asks for by a number: its own, those of `defaults`, and in a
 * backend those of all that may hand requests to it.
 */
export function tracksFor({ all }: Counters, asking: SectionCounters, counter: string | undefined): readonly Owned[] {
  const found: Owned[] = [];
  const { section } = asking;
  const fromFrontends = section.kind === 'backend' || section.kind === 'listen' || section.kind === 'defaults';
  for (const owner of all) {
    const { kind } = owner.section;
    const applies = owner === asking || kind === 'defaults' || (fromFrontends && kind !== 'backend');
    if (applies || section.kind === 'defaults') {
      for (const track of owner.tracks) if (track.counter === counter) found.push({ owner, track });
    }
  }
  return found;
}

/** A line that tracks, and its section. */
export interface Owned {
  readonly owner: SectionCounters;
  readonly track: Track;
}

/** The lines that put entries into a table. */
export function tracksInto(counters: Counters, wanted: StickTable): readonly Owned[] {
  return counters.all.flatMap((owner) =>
    owner.tracks.filter((track) => counters.table(owner, track.table) === wanted).map((track) => ({ owner, track })),
  );
}

/** The tables of which what is asked for may be taken; undefined where one of them is not known. */
export function tablesFor(
  counters: Counters,
  asking: SectionCounters,
  { read }: ReadAt,
): readonly StickTable[] | undefined {
  const found: (StickTable | undefined)[] =
    read.by !== 'tracked' || read.table !== undefined
      ? [counters.table(asking, read.table)]
      : tracksFor(counters, asking, read.counter).map(({ owner, track }) => counters.table(owner, track.table));
  const known = found.flatMap((one) => (one?.known === true && one.type !== '' ? [one] : []));
  return known.length === found.length && known.length > 0 ? known : undefined;
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
