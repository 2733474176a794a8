import { parseIp } from '../../../base/ip-address.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { ChunkFacts, NamedKind } from './facts.ts';
import type { Piece } from './pieces.ts';
import { hasFamily, type Level } from './state.ts';
import { isUnknown } from './values.ts';

const declaring: ReadonlyMap<string, NamedKind> = new Map<string, NamedKind>([
  ['vrrp_script', 'vrrp_script'],
  ['vrrp_instance', 'vrrp_instance'],
  ['vrrp_sync_group', 'vrrp_sync_group'],
  ['vrrp_track_process', 'vrrp_track_process'],
  ['track_file', 'track_file'],
  ['vrrp_track_file', 'track_file'],
  ['track_group', 'track_group'],
  ['bfd_instance', 'bfd_instance'],
  ['virtual_server_group', 'virtual_server_group'],
]);

/** What these say in a block, {@link noteStatement} keeps. */
const notedKeywords: ReadonlySet<string> = new Set([
  'use_vmac',
  'track_file',
  'name',
  'default_interface',
  'dynamic_interfaces',
  'unicast_src_ip',
  'mcast_src_ip',
  'native_ipv6',
]);

/** Whether {@link noteStatement} keeps what a keyword says in its block. */
export function isNoted({ name, in: [context] }: KeepalivedKeyword): boolean {
  return notedKeywords.has(name) || (name === 'interface' && context === 'garp_group');
}

/** Notes what a keyword declares, uses or decides for the check of the whole file. */
export function noteStatement(
  keyword: KeepalivedKeyword,
  piece: Piece,
  level: Level | undefined,
  facts: ChunkFacts,
): void {
  if (level && !isNoted(keyword)) return;
  const name = piece.words[1];
  if (!level) {
    const second = piece.words[2];
    const kind = declaring.get(keyword.name);
    if (kind && name) facts.declared.push({ kind, name: name.value, range: name.range });
    if (keyword.name === 'virtual_server' && name?.value === 'group' && second) {
      use(facts, 'virtual_server_group', second, keyword.name);
    }
    return;
  }
  const check = checked.get(`${level.keyword.name} ${keyword.name}`);
  if (check && name) use(facts, check, name, level.keyword.name);
  if (name && keyword.name === 'interface')
    facts.taken.push({ kind: 'garp_group', name: name.value, range: name.range });
  if (keyword.name === 'use_vmac') {
    const own = piece.words.slice(1).find(({ value }) => value !== 'name');
    const isFirst = !level.facts.notes.has('virtual interface');
    // Behind it may also stand an address or another option.
    if (own && isFirst && !/:|^(?:use_vrid|group|netlink_notify_msg)$/.test(own.value)) {
      facts.taken.push({ kind: 'use_vmac', name: own.value, range: own.range });
      level.facts.notes.add('virtual interface');
    }
  }
  if (keyword.name === 'default_interface' || keyword.name === 'dynamic_interfaces') facts.defaultInterface = true;
  if (keyword.name === 'unicast_src_ip' || keyword.name === 'mcast_src_ip') {
    const address = name && parseIp(name.value);
    if (address) hasFamily(level.facts, address.family);
  } else if (keyword.name === 'native_ipv6') hasFamily(level.facts, 6);
}

/** Checks that stand for something that is declared elsewhere. */
const checked: ReadonlyMap<string, NamedKind> = new Map<string, NamedKind>([
  ['FILE_CHECK track_file', 'track_file'],
  ['BFD_CHECK name', 'bfd_instance'],
]);

const using: ReadonlyMap<string, NamedKind> = new Map<string, NamedKind>([
  ['track_script', 'vrrp_script'],
  ['track_process', 'vrrp_track_process'],
  ['track_file', 'track_file'],
  ['track_bfd', 'bfd_instance'],
]);

/** Notes the names that a line of values uses. */
export function noteLine(level: Level, piece: Piece, facts: ChunkFacts): void {
  const first = piece.words[0];
  if (level.lines === 'names') {
    const user = level.keyword.opens === 'group' ? 'vrrp_sync_group' : 'track_group';
    for (const word of piece.words) use(facts, 'vrrp_instance', word, user);
    return;
  }
  if (level.keyword.name.startsWith('static_')) {
    const group = piece.words[piece.words.findIndex(({ value }) => value === 'track_group') + 1];
    if (group && group !== first) use(facts, 'track_group', group, level.keyword.name);
  }
  if (level.keyword.opens === 'interfaces') {
    for (const { value, range } of piece.words) facts.taken.push({ kind: 'garp_group', name: value, range });
  }
  const kind = using.get(level.keyword.name);
  if (kind) use(facts, kind, first, level.keyword.name);
  if (level.lines === 'track-interface') level.outer.seen.set(`track_interface ${first.value}`, first);
}

function use(facts: ChunkFacts, kind: NamedKind, word: Piece['words'][0], user: string): void {
  if (isUnknown(word.value) || word.value === '{') return;
  facts.used.push({ kind, name: word.value, range: word.range, user });
  facts.usedAfter.push(facts.declared.length);
}
