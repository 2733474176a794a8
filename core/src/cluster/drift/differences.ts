import { isLoopback } from '../../base/ip-address.ts';
import { memo } from '../../base/memo.ts';
import { query } from '../../base/query.ts';
import { sameItems } from '../../base/same-items.ts';
import { haproxyFiles } from '../../languages/haproxy/config.ts';
import { keepalivedFiles } from '../../languages/keepalived/config.ts';
import type { Chunk } from '../../syntax/chunk.ts';
import { type Cluster, type ClusterNode, type FileSite, filesOf } from '../cluster.ts';
import { Remaining } from './remaining.ts';
import { shownText } from './secrets.ts';
import { type BindItem, type Item, type SectionView, type ServerItem, viewOf } from './view.ts';

/** What a difference is about. */
export type DifferenceKind =
  | 'proxy'
  | 'bind'
  | 'certificate'
  | 'server'
  | 'cookie'
  | 'timeout'
  | 'peers'
  | 'setting'
  | 'rule';

/** One thing that two nodes of a cluster are told differently. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** `frontend web`. */
  readonly section: string;
  /** `timeout client`, `server web1`, `bind :443`. */
  readonly subject: string;
  readonly here: Side;
  readonly there: Side;
  /** What is shown of both sides is equal: they differ in a secret. */
  readonly inSecret: boolean;
}

/** What one node says. */
export interface Side {
  readonly node: ClusterNode;
  /** As it may be shown: its secrets are hidden. Undefined: it does not say it at all. */
  readonly text: string | undefined;
  /** Where it says it, or where it would. */
  readonly at: FileSite;
}

/**
 * What differs between the HAProxy configurations of a cluster's nodes, each compared with the first. Nodes that have
 * hardly a proxy in common are not meant to serve the same, and files that they share cannot differ.
 */
export const differencesOf: (cluster: Cluster) => readonly Difference[] = memo((cluster: Cluster) => {
  const [first, ...others] = cluster.nodes.filter((node) => filesOf(node, haproxyFiles).length > 0);
  if (!first) return [];
  const vips = new Set(cluster.groups.flatMap(({ addresses }) => addresses));
  return others.flatMap((node) => withoutRepetitions(compareNodes(first, node, vips)));
});

/** What `defaults` say is a difference of every proxy that takes it over: told once. */
function withoutRepetitions(differences: readonly Difference[]): Difference[] {
  const known = new Map<Chunk, Set<string>>();
  return differences.filter(({ kind, subject, here, there }) => {
    const { chunk, range } = (here.text === undefined ? there : here).at.site;
    const keys = known.get(chunk) ?? new Set();
    known.set(chunk, keys);
    const key = `${kind} ${subject} ${range.start}`;
    return keys.size < keys.add(key).size;
  });
}

/** Whether the cluster's nodes have enough in common to be compared. */
export function areComparable(cluster: Cluster): boolean {
  const [first, ...others] = cluster.nodes.filter((node) => filesOf(node, haproxyFiles).length > 0);
  return first !== undefined && others.some((node) => haveMuchInCommon(first, node));
}

function haveMuchInCommon(a: ClusterNode, b: ClusterNode): boolean {
  const [left, right] = [viewOf(a), viewOf(b)];
  const shared = [...left.keys()].filter((key) => right.has(key));
  return shared.length * 2 >= Math.max(left.size, right.size);
}

/** What `node` says differently from `reference`. */
export function compareNodes(reference: ClusterNode, node: ClusterNode, vips: ReadonlySet<string>): Difference[] {
  const [theirs, own] = [viewOf(reference), viewOf(node)];
  if (!haveMuchInCommon(reference, node)) return [];
  const words = [ownWords(reference), ownWords(node)] as const;
  const key = JSON.stringify([...words.map((own) => [...own]), [...vips]]);
  const pair: Pair = { key, vips, isSame: sameButForNames(...words) };
  const found: Difference[] = [];
  for (const [key, view] of own) {
    const other = theirs.get(key);
    if (other && other.at.path !== view.at.path) {
      for (const { here, there, ...parting } of partings(pair, other, view)) {
        found.push({ ...parting, here: { node, ...here }, there: { node: reference, ...there } });
      }
    } else if (!other) found.push(missing(node, view, node, reference, endOf(theirs)));
  }
  for (const [key, view] of theirs) if (!own.has(key)) found.push(missing(node, view, reference, node, endOf(own)));
  return found;
}

/** A difference without the nodes, which are other objects after every edit. */
interface Parting extends Omit<Difference, 'here' | 'there'> {
  readonly here: Omit<Side, 'node'>;
  readonly there: Omit<Side, 'node'>;
}

const none: readonly Parting[] = [];

/** What differs between two views of a section; compared again only when one of them has changed. */
function partings(pair: Pair, theirs: SectionView, own: SectionView): readonly Parting[] {
  if (sameItems(theirs.texts, own.texts)) return none;
  return comparison(own, theirs, pair);
}

const comparison = query((own: SectionView, theirs: SectionView, pair: Pair) => compareSections(pair, theirs, own), {
  same: ([theirs, pair], [otherTheirs, otherPair]) => theirs === otherTheirs && pair.key === otherPair.key,
});

interface Pair {
  /** Everything that the comparison knows of the nodes, as a text. */
  readonly key: string;
  readonly vips: ReadonlySet<string>;
  /** Whether two texts say the same, when each node's own name and addresses are left aside. */
  readonly isSame: (theirs: string, own: string) => boolean;
}

/** The last section of a node: what it lacks would stand behind it. */
const endOf = memo((views: ReadonlyMap<string, SectionView>): FileSite | undefined => [...views.values()].at(-1)?.at);

function missing(
  node: ClusterNode,
  view: SectionView,
  has: ClusterNode,
  lacks: ClusterNode,
  end: FileSite | undefined,
): Difference {
  const where = end ?? view.at;
  const [present, absent]: [Side, Side] = [
    { node: has, text: view.key, at: view.at },
    { node: lacks, text: undefined, at: where },
  ];
  const isOwn = has === node;
  const kind = view.kind === 'peers' ? 'peers' : 'proxy';
  return {
    kind,
    section: view.key,
    subject: view.key,
    inSecret: false,
    here: isOwn ? present : absent,
    there: isOwn ? absent : present,
  };
}

function compareSections(pair: Pair, theirs: SectionView, own: SectionView): Parting[] {
  if (theirs.conditional || own.conditional) return [];
  const difference = (
    kind: DifferenceKind,
    subject: string,
    there?: { text: string; at: FileSite },
    here?: { text: string; at: FileSite },
  ): Parting => {
    const [left, right] = [there && shownText(there.text, there.at), here && shownText(here.text, here.at)];
    const known = here ?? there;
    return {
      kind: own.kind === 'peers' ? 'peers' : kind,
      section: own.key,
      subject: known ? shownText(subject, known.at) : subject,
      here: { text: right, at: here?.at ?? own.at },
      there: { text: left, at: there?.at ?? theirs.at },
      inSecret: left !== undefined && left === right && there?.text !== here?.text,
    };
  };
  return [
    ...compareSettings(pair, theirs, own, difference),
    ...compareLists(pair, theirs, own, difference),
    ...compareBinds(pair, theirs.binds, own.binds, difference),
    ...compareServers(pair, theirs.servers, own.servers, difference),
  ];
}

type Make = (
  kind: DifferenceKind,
  subject: string,
  there?: { text: string; at: FileSite },
  here?: { text: string; at: FileSite },
) => Parting;

function compareSettings(pair: Pair, theirs: SectionView, own: SectionView, make: Make): Parting[] {
  const keys = new Set([...theirs.settings.keys(), ...own.settings.keys()]);
  return [...keys].flatMap((key): Parting[] => {
    const [there, here] = [theirs.settings.get(key), own.settings.get(key)];
    if (there && here && pair.isSame(there.text, here.text)) return [];
    return [make(key.startsWith('timeout ') ? 'timeout' : 'setting', key, asWritten(there), asWritten(here))];
  });
}

/** The first line in which two lists of rules part: what follows is only shifted. */
function compareLists(pair: Pair, theirs: SectionView, own: SectionView, make: Make): Parting[] {
  const keys = new Set([...theirs.lists.keys(), ...own.lists.keys()]);
  return [...keys].flatMap((key): Parting[] => {
    const [there, here] = [theirs.lists.get(key) ?? [], own.lists.get(key) ?? []];
    const ordered = unordered.has(key) ? [sortedByText(there), sortedByText(here)] : [there, here];
    const [left = [], right = []] = ordered;
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const [a, b] = [left[i], right[i]];
      if (a && b && pair.isSame(a.text, b.text)) continue;
      return [make('rule', key, a, b)];
    }
    return [];
  });
}

/** Lines of these may stand in any order. */
const unordered = new Set(['peer', 'user', 'group', 'nameserver', 'capture', 'declare', 'acl']);

function sortedByText<T extends { readonly text: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

function compareBinds(pair: Pair, theirs: readonly BindItem[], own: readonly BindItem[], make: Make): Parting[] {
  const rest = new Remaining(theirs, [['address', (there) => bindKey(pair, there)]]);
  const found: Parting[] = [];
  for (const here of own) {
    const there = rest.take('address', bindKey(pair, here));
    const subject = `bind ${here.bind.text}`;
    if (!there) found.push(make('bind', subject, undefined, shown(here)));
    else if (!pair.isSame(joined(there.certificates), joined(here.certificates))) {
      found.push(make('certificate', subject, certificates(there), certificates(here)));
    } else if (!pair.isSame(joined(seenByClients(there)), joined(seenByClients(here))))
      found.push(make('bind', subject, shown(there), shown(here)));
  }
  return [...found, ...rest.left().map((there) => make('bind', `bind ${there.bind.text}`, shown(there), undefined))];
}

/** `transparent` lets a process bind what its machine has not got. Where a sysctl does, the line is the same without it. */
function seenByClients({ options }: BindItem): readonly string[] {
  return options.filter((word) => word !== 'transparent');
}

/** All addresses of a line have the same words behind them. */
const joined = memo((words: readonly string[]) => words.join(' '));

/** An address of the machine itself is another on every machine; the port is what must be the same. */
function bindKey({ vips }: Pair, { bind: { address, text } }: BindItem): string {
  if (address.kind !== 'ip') return text;
  const { host, port } = address;
  if (!host) return `*:${port}`;
  return vips.has(host.text) || isLoopback(host) ? `${host.text}:${port}` : `own address:${port}`;
}

function compareServers(pair: Pair, theirs: readonly ServerItem[], own: readonly ServerItem[], make: Make): Parting[] {
  const both = ({ name, address }: ServerItem): string => `${name} ${address}`;
  const rest = new Remaining(theirs, [
    ['both', both],
    ['address', ({ address }) => address],
    ['name', ({ name }) => name],
  ]);
  // By name and address first, so that what only one of them tells is left for what differs in the other.
  const exact = own.map((here) => rest.take('both', both(here)));
  const found: Parting[] = [];
  own.forEach((here, index) => {
    const there = exact[index] ?? rest.take('address', here.address) ?? rest.take('name', here.name);
    const subject = `server ${here.name}`;
    if (!there) found.push(make('server', subject, undefined, shown(here)));
    else if (there.cookie !== here.cookie && there.address === here.address) {
      found.push(
        make(
          'cookie',
          subject,
          { text: there.cookie ?? 'none', at: there.at },
          { text: here.cookie ?? 'none', at: here.at },
        ),
      );
    } else if (!pair.isSame(there.text, here.text)) found.push(make('server', subject, shown(there), shown(here)));
  });
  return [...found, ...rest.left().map((there) => make('server', `server ${there.name}`, shown(there), undefined))];
}

/** People see the line as it is written, not the form in which it was compared. */
function shown(item: { readonly shown: string; readonly at: FileSite }) {
  return { text: item.shown, at: item.at };
}

function asWritten(item: Item | undefined) {
  return item && { text: item.shown ?? item.text, at: item.at };
}

function certificates({ certificates: files, at }: BindItem) {
  return { text: files.filter((word) => /[./]/.test(word)).join(' ') || 'none', at };
}

function sameButForNames(
  left: ReadonlySet<string>,
  right: ReadonlySet<string>,
): (theirs: string, own: string) => boolean {
  return (theirs, own) => theirs === own || neutral(theirs, left) === neutral(own, right);
}

/** What a node calls itself, and its addresses. */
function ownWords(node: ClusterNode): ReadonlySet<string> {
  const sources = filesOf(node, keepalivedFiles).flatMap((file) =>
    file.config.instances.flatMap(({ unicastSource }) => (unicastSource ? [unicastSource.value] : [])),
  );
  const routerIds = filesOf(node, keepalivedFiles).flatMap((file) =>
    file.config.routerId ? [file.config.routerId.value] : [],
  );
  const declared = [...(node.declared?.addresses?.values() ?? [])].flat();
  return new Set([node.name, ...sources, ...routerIds, ...declared]);
}

function neutral(text: string, own: ReadonlySet<string>): string {
  return text.replace(/[\w.:-]+/g, (word) => {
    const host = word.replace(/:\d+$/, '');
    return own.has(host) ? `<own>${word.slice(host.length)}` : word;
  });
}
