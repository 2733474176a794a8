import { memo } from '../base/memo.ts';
import {
  type Directive,
  directivesOf,
  directivesThatMayHold,
  type HaproxySection,
  type SectionStretch,
} from '../languages/haproxy/config.ts';
import type { Word } from '../syntax/line.ts';
import { type CounterRead, countersIn } from './haproxy-counter-reads.ts';
import { requestLists } from './haproxy-rule-lists.ts';

/** A line that has HAProxy follow an entry of a stick table from there on. */
export interface Track {
  readonly directive: Directive;
  readonly place: TurnOfRule;
  readonly counter: string;
  /** The sample that gives the key, as written. */
  readonly key: string;
  /** The table that is named; undefined for the section's own. */
  readonly table: string | undefined;
  readonly conditional: boolean;
}

/** Where a rule stands among all that is evaluated: its list's turn, and its line. */
export interface TurnOfRule {
  readonly list: number;
  readonly line: number;
}

export interface ReadAt {
  readonly read: CounterRead;
  readonly word: Word;
  readonly directive: Directive;
}

export interface StickTable {
  readonly directive: Directive;
  readonly section: HaproxySection;
  readonly type: string;
  readonly stored: ReadonlySet<string>;
  /** Other nodes may write into it. */
  readonly shared: boolean;
  /** All words are known. */
  readonly known: boolean;
}

/** What a section has to do with counters. */
export interface SectionCounters {
  readonly section: HaproxySection;
  readonly tracks: readonly Track[];
  readonly reads: readonly ReadAt[];
  /** By the names under which other sections know them. */
  readonly tables: ReadonlyMap<string, StickTable>;
}

const lists = [...requestLists, 'tcp-response content', 'http-response', 'http-after-response'];

/** Lists that come first in the session, before there is a request. */
export const lastOfSession = 1;

/** When a rule's turn comes; undefined for a line that is no rule of these lists. */
export function placeOf(directive: Directive): TurnOfRule | undefined {
  const { keyword, line } = directive;
  const name = keyword.startsWith('tcp-') ? `${keyword} ${directive.value(0) ?? ''}` : keyword;
  const list = lists.indexOf(name);
  return list < 0 ? undefined : { list, line };
}

export function isBefore(one: TurnOfRule, other: TurnOfRule): boolean {
  return one.list === other.list ? one.line < other.line : one.list < other.list;
}

/** What every line with a counter holds: the beginnings of the names of all that asks for one, or feeds one. */
const mention = /sc[0-2]?_|src_|table_|sc-|_sc|track-sc/;

/** What a section has to do with counters; null where that is nothing, as in most. */
export const countersOf: (section: HaproxySection) => SectionCounters | null = memo((section: HaproxySection) => {
  const { syntax } = section;
  const { text } = syntax;
  const hasTable = section.byKeyword.has('stick-table') || (section.kind === 'peers' && section.byKeyword.has('table'));
  const isMentioned = mention.test(text);
  if (!hasTable && !isMentioned) return null;
  const hasTracks = isMentioned && text.includes('track-sc');
  return {
    section,
    tracks: hasTracks ? directivesThatMayHold(section, 'track-sc').flatMap(tracksIn) : [],
    reads: isMentioned ? readsOf(section) : [],
    tables: hasTable ? tablesIn(section) : new Map(),
  };
});

/** Those of the sections of a stretch that have to do with counters. */
export const countersInStretch: (stretch: SectionStretch) => readonly SectionCounters[] = memo(
  ({ sections }: SectionStretch) => sections.flatMap((section) => countersOf(section) ?? []),
);

function tracksIn(directive: Directive): Track[] {
  const place = placeOf(directive);
  const values = directive.args.map(({ value }) => value);
  const at = values.findIndex((value) => value.startsWith('track-sc'));
  if (!place || at < 0 || at > 1 || directive.negated) return [];
  const counter = /^track-sc\(?(\d+)\)?$/.exec(values[at] ?? '')?.[1];
  if (counter === undefined) return [];
  const end = values.findIndex((value) => value === 'if' || value === 'unless');
  const words = end < 0 ? values : values.slice(0, end);
  const table = words.indexOf('table');
  return [
    {
      directive,
      place,
      counter,
      key: words.slice(at + 1, table < 0 ? undefined : table).join(','),
      table: table < 0 ? undefined : words[table + 1],
      conditional: end >= 0,
    },
  ];
}

const mayAsk = /(?:sc[0-9]?|src|table)_|sc-/;

function readsOf({ directives, syntax }: HaproxySection): readonly ReadAt[] {
  const found: ReadAt[] = [];
  for (const directive of directives) {
    if (mayAsk.test(syntax.lines[directive.line]?.text ?? '')) addReads(directive, found);
  }
  return found;
}

function addReads(directive: Directive, found: ReadAt[]): void {
  const { keyword } = directive;
  if (keyword === 'stick-table' || keyword === 'description') return;
  // A rule that is switched off asks for nothing.
  if (directive.args.at(-1)?.value === 'FALSE') return;
  for (const word of directive.args) {
    if (!mayAsk.test(word.value)) continue;
    for (const read of countersIn(word.value)) found.push({ read, word, directive });
  }
}

function tablesIn(section: HaproxySection): ReadonlyMap<string, StickTable> {
  const found = new Map<string, StickTable>();
  const name = section.name?.name ?? '';
  for (const directive of directivesOf(section, 'stick-table')) found.set(name, tableOf(section, directive));
  if (section.kind !== 'peers') return found;
  for (const directive of directivesOf(section, 'table')) {
    found.set(`${name}/${directive.value(0) ?? ''}`, { ...tableOf(section, directive), shared: true });
  }
  return found;
}

/** A comma, but not one in the parentheses of an item. */
const betweenItems = /,(?![^(]*\))/;

function tableOf(section: HaproxySection, directive: Directive): StickTable {
  const { args } = directive;
  const values = args.map(({ value }) => value);
  const stored = new Set<string>();
  let type = '';
  for (let at = 0; at < values.length; at++) {
    const next = values[at + 1] ?? '';
    if (values[at] === 'type') type = next;
    if (values[at] !== 'store') continue;
    for (const item of next.split(betweenItems)) stored.add(item.replace(/\(.*/, '').trim());
  }
  return {
    directive,
    section,
    type,
    stored,
    shared: values.includes('peers'),
    known: args.every(({ known }) => known),
  };
}

/** The names of the ACLs that the condition of a line asks for. */
export function aclsIn({ args }: Directive): readonly string[] {
  let at = args.findIndex(({ value }) => value === 'if' || value === 'unless') + 1;
  if (at === 0) return [];
  const names: string[] = [];
  for (let inside = false; at < args.length; at++) {
    const value = args[at]?.value ?? '';
    if (value === '{' || value === '!{') inside = true;
    else if (value === '}') inside = false;
    else if (!inside) names.push(value.replace(/^!+/, ''));
  }
  return names;
}

/** A rule that asks for counters, in its own words or in the ACLs that its condition names. */
export interface AskingRule {
  readonly directive: Directive;
  readonly place: TurnOfRule;
  readonly reads: readonly ReadAt[];
}

/** The rules of a section that ask for counters. */
export const askingRules: (counters: SectionCounters) => readonly AskingRule[] = memo((counters: SectionCounters) => {
  const found: AskingRule[] = [];
  if (counters.reads.length === 0) return found;
  const { byLine, byAcl } = indexOf(counters);
  for (const keyword of ruleKeywords) {
    for (const directive of directivesOf(counters.section, keyword)) {
      const own = byLine.get(directive.line);
      if (!own && byAcl.size === 0) continue;
      const named = byAcl.size === 0 ? [] : aclsIn(directive).flatMap((name) => byAcl.get(name) ?? []);
      const place = own || named.length > 0 ? placeOf(directive) : undefined;
      if (place) found.push({ directive, place, reads: [...(own ?? []), ...new Set(named)] });
    }
  }
  return found;
});

const ruleKeywords = [...new Set(lists.map((name) => name.replace(/ .*/, '')))];

const indexOf = memo(({ reads }: SectionCounters) => {
  const byLine = new Map<number, ReadAt[]>();
  const byAcl = new Map<string, ReadAt[]>();
  for (const one of reads) {
    const { keyword, line } = one.directive;
    if (keyword === 'acl') {
      const name = one.directive.value(0) ?? '';
      add(byAcl, name, one);
    } else add(byLine, line, one);
  }
  return { byLine, byAcl };
});

function add<Key>(lists: Map<Key, ReadAt[]>, key: Key, one: ReadAt): void {
  const known = lists.get(key);
  if (known) known.push(one);
  else lists.set(key, [one]);
}
