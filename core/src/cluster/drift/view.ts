import { memo } from '../../base/memo.ts';
import { query } from '../../base/query.ts';
import { type Table, table } from '../../base/table.ts';
import {
  type Bind,
  type Directive,
  defaultsOf,
  directiveSite,
  type HaproxySection,
  haproxyFiles,
  type Server,
} from '../../languages/haproxy/config.ts';
import { type ClusterNode, type FileSite, filesOf } from '../cluster.ts';

/** Something that a section says, in the form in which two nodes are compared. */
export interface Item {
  /** As written, where that is not what is compared. */
  readonly shown?: string;
  /** What is compared: words with one blank between them. */
  readonly text: string;
  readonly at: FileSite;
}

export interface ServerItem extends Item {
  /** As written. */
  readonly shown: string;
  readonly name: string;
  readonly address: string;
  readonly cookie: string | undefined;
  /** All words that hold for it, also those of `default-server`, in alphabetical order. */
  readonly options: readonly string[];
}

export interface BindItem extends Item {
  /** As written. */
  readonly shown: string;
  readonly bind: Bind;
  readonly options: readonly string[];
  /** Files and folders of certificates. */
  readonly certificates: readonly string[];
}

/** A proxy or another named section of a node, with what it takes from its `defaults`. */
export interface SectionView {
  /** `frontend web`: the same section on another node has the same key. */
  readonly key: string;
  readonly kind: string;
  /** The section and its defaults as they are written: where that is equal, nothing differs. */
  readonly texts: readonly [string, string];
  readonly at: FileSite;
  /** Lines may be left out. */
  readonly conditional: boolean;
  /** What a later line overrides, by what it sets: `timeout client` → `30s`. */
  readonly settings: ReadonlyMap<string, Item>;
  /** Lines whose order counts, by their first word: `http-request`, `acl`. */
  readonly lists: ReadonlyMap<string, readonly Item[]>;
  readonly binds: readonly BindItem[];
  readonly servers: readonly ServerItem[];
  /** The words of all `default-server` lines that hold for them. */
  readonly serverDefaults: readonly string[];
}

/** What a node's HAProxy is told, free of order where order says nothing, comments, spacing and `defaults`. */
export const viewOf: (node: ClusterNode) => ReadonlyMap<string, SectionView> = memo((node: ClusterNode) => {
  const views = new Map<string, SectionView>();
  for (const { path, config } of filesOf(node, haproxyFiles)) {
    for (const section of config.sections) {
      if (!compared.has(section.kind) || !section.name?.known) continue;
      const view = keptView(section, defaultsOf(config, section), path);
      if (!views.has(view.key)) views.set(view.key, view);
    }
  }
  return views;
});

/** Sections that say what is served. `global` is about the machine, and `defaults` count where they are used. */
const compared = new Set(['frontend', 'backend', 'listen', 'peers', 'resolvers', 'userlist']);

/** Written again, these win over what was said before. Others add to it. */
const overriding = new Set([
  'backlog',
  'balance',
  'cookie',
  'default_backend',
  'fullconn',
  'hash-type',
  'http-reuse',
  'log-format',
  'maxconn',
  'mode',
  'monitor-uri',
  'retries',
  'stick-table',
  'unique-id-format',
]);
/** These override line by line: what counts is the second word. */
const overridingByWord = new Set(['timeout', 'option', 'errorfile', 'compression', 'stats', 'hold']);
/** Said about the machine or for people. */
const local = new Set(['description', 'id', 'log', 'log-tag', 'bind-process', 'server-state-file-name', 'source']);

/** Most words of `default-server` lines that are looked at for each server: the last ones, which count. */
const mostInherited = 500;

/** The same object while neither the section nor its defaults change. */
const keptView = query(sectionView);

function sectionView(section: HaproxySection, defaults: HaproxySection | undefined, path: string): SectionView {
  const settings = new Map<string, Item>();
  const lists = new Map<string, Item[]>();
  for (const part of [...(defaults ? [defaults] : []), section]) {
    for (const directive of part.directives) addDirective(path, part, directive, settings, lists);
  }
  // What is said last wins: defaults, `default-server`, the line itself.
  const inherited = [...(defaults?.serverDefaults ?? []), ...section.serverDefaults].slice(-mostInherited);
  return {
    key: `${section.kind} ${section.name?.name ?? ''}`,
    kind: section.kind,
    texts: [section.syntax.text, defaults?.syntax.text ?? ''],
    at: { path, site: section.name?.site ?? section.site },
    conditional: section.conditional || section.directives.some(({ keyword }) => keyword.startsWith('.')),
    settings,
    lists,
    binds: bindItems(path, section),
    servers: section.servers.map((server) => serverItem(path, [...inherited, ...server.options], server)),
    serverDefaults: inherited,
  };
}

function addDirective(
  path: string,
  section: HaproxySection,
  directive: Directive,
  settings: Map<string, Item>,
  lists: Map<string, Item[]>,
): void {
  const { keyword, args, negated } = directive;
  if (local.has(keyword) || ['bind', 'server', 'default-server'].includes(keyword) || keyword.startsWith('.')) return;
  const words = args.map((word) => word.value);
  const at = { path, site: directiveSite(section, directive) };
  const byWord = overridingByWord.has(keyword);
  if (byWord || overriding.has(keyword)) {
    const key = byWord ? `${keyword} ${words[0] ?? ''}` : keyword;
    const text = negated
      ? 'off'
      : words
          .slice(byWord ? 1 : 0)
          .map(inMilliseconds)
          .join(' ') || 'on';
    const shown = words.slice(byWord ? 1 : 0).join(' ') || 'on';
    // `no option x` is what there is without the line.
    if (negated && !settings.has(key)) return;
    if (negated) settings.delete(key);
    else settings.set(key, { text, shown, at });
    return;
  }
  const item = { text: `${negated ? 'no ' : ''}${[keyword, ...words].join(' ')}`, at };
  const list = lists.get(keyword);
  if (list) list.push(item);
  else lists.set(keyword, [item]);
}

/** A line with several addresses counts as several lines. */
function bindItems(path: string, section: HaproxySection): BindItem[] {
  const lines = section.directives.filter((directive) => directive.keyword === 'bind' && !directive.negated);
  if (lines.length === 0) return [];
  const byPlace = new Map<number, Bind[]>();
  for (const bind of section.binds) {
    const { start } = bind.site.range;
    const others = byPlace.get(start);
    if (others) others.push(bind);
    else byPlace.set(start, [bind]);
  }
  return lines.flatMap((directive): BindItem[] => {
    const words = directive.args.slice(1).map((word) => word.value);
    const isFile = (index: number): boolean => /^(?:crt|crt-list|ca-file|default-crt)$/.test(words[index - 1] ?? '');
    const at = { path, site: directiveSite(section, directive) };
    const sorted = [...words].sort().join(' ');
    const written = words.join(' ');
    const options = words.filter((_, index) => !isFile(index) && !isFile(index + 1)).sort();
    const certificates = words.filter((_, index) => isFile(index)).sort();
    const addresses = byPlace.get(startOfAddress(directive, section)) ?? [];
    return addresses.map((bind) => ({
      text: words.length > 0 ? `${bind.text} ${sorted}` : bind.text,
      shown: words.length > 0 ? `${bind.text} ${written}` : bind.text,
      at,
      bind,
      options,
      certificates,
    }));
  });
}

function startOfAddress(directive: Directive, section: HaproxySection): number {
  return (section.syntax.lineStarts[directive.line] ?? 0) + (directive.args[0]?.range.start ?? 0);
}

const units: Table<number> = table({ ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 });

/** `5s`, `5000ms` and, where a time belongs, `5000` are one time. */
function inMilliseconds(word: string): string {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(word);
  return match ? String(Number(match[1]) * (units.get(match[2] ?? '') ?? 1)) : word;
}

function serverItem(path: string, words: readonly string[], server: Server): ServerItem {
  const cookieAt = words.lastIndexOf('cookie');
  const cookie = cookieAt < 0 ? undefined : words[cookieAt + 1];
  const compared = words
    .filter((_, index) => cookieAt < 0 || (index !== cookieAt && index !== cookieAt + 1))
    .map(inMilliseconds)
    .sort();
  return {
    text: [server.addressText, ...compared].join(' '),
    shown: [server.addressText, ...server.options].join(' '),
    at: { path, site: server.site },
    name: server.name,
    address: server.addressText,
    cookie,
    options: compared,
  };
}
