import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Tell } from './issue.ts';
import type { Piece } from './pieces.ts';
import type { Level } from './state.ts';
import { isUnknown } from './values.ts';

/** Reports a keyword that stands in its block already. */
export function checkRepeated(keyword: KeepalivedKeyword, piece: Piece, level: Level, tell: Tell): void {
  if (keyword.name === 'use_vmac') {
    checkVmacRepeated(keyword, piece, level, tell);
    return;
  }
  if (keyword.repeatable || !level.facts.seen.has(keyword.name)) return;
  const { range } = piece.words[0];
  if (keyword.name === 'group') {
    const message =
      'The group has its list of instances already: keepalived skips this one. Put all names into one list.';
    tell({ id: 'already-set', severity: 'error', range, message });
  } else if (keyword.opens !== undefined && keyword.name !== 'authentication') {
    // Blocks of the same name add up.
  } else if (keyword.lastWins) {
    const message = `${keyword.name} is set already: keepalived complains and takes this one. Remove one of them.`;
    tell({ id: 'already-set', severity: 'warning', range, message });
  } else if (keyword.firstWins && !isUnset(keyword, level)) {
    const message = `${keyword.name} is set already: keepalived keeps the first and ignores this one. Remove one of them.`;
    tell({ id: 'already-set', severity: 'error', range, message });
  } else if (keepsFirst(keyword.name, piece, level)) {
    const message = `${keyword.name} is set already: keepalived keeps the first, complains and ignores this one. Remove one of them.`;
    tell({ id: 'already-set', severity: 'error', range, message });
  } else if (keyword.name === 'authentication' || (keyword.arguments?.length ?? 0) > 0) {
    const message = `${keyword.name} stands in this block already: the last one counts, and keepalived says nothing. Remove one of them.`;
    tell({ id: 'repeated-keyword', severity: 'warning', range, message });
  }
}

/** Several lines of `use_vmac` add up: the name of the interface may stand in one and its MAC address in another. */
function checkVmacRepeated({ firstWins }: KeepalivedKeyword, { words }: Piece, { facts }: Level, tell: Tell): void {
  const given = new Set<string>();
  for (const [index, { value }] of words.entries()) {
    if (index === 0 || value === 'name' || value === 'netlink_notify_msg' || value === 'use_vrid') continue;
    // What is behind it is a number.
    if (value === 'group' || words[index - 1]?.value === 'group') continue;
    if (!isUnknown(value)) given.add(value.includes(':') ? 'MAC address' : 'name');
  }
  for (const what of given) {
    const note = `use_vmac ${what}`;
    if (!facts.notes.has(note)) {
      facts.notes.add(note);
      continue;
    }
    const counts = firstWins
      ? 'keepalived keeps the first, complains and ignores this one'
      : 'this one counts and keepalived says nothing, but from 2.2.7 on it keeps the first and complains';
    const message = `The virtual interface has a ${what} already: ${counts}. Remove one of them.`;
    if (firstWins) tell({ id: 'already-set', severity: 'error', range: words[0].range, message });
    else if (what === 'name') tell({ id: 'repeated-keyword', severity: 'warning', range: words[0].range, message });
  }
}

/**
 * `state BACKUP` behind `state MASTER` and another `version` behind the first are refused with a message, by all
 * versions; MASTER behind BACKUP, which is the default, takes its place without one.
 */
function keepsFirst(name: string, { words }: Piece, { facts }: Level): boolean {
  const [first, second] = [facts.seen.get(name)?.value, words[1]?.value];
  if (name === 'state') return first === 'MASTER' && second === 'BACKUP';
  return name === 'version' && /^[23]$/.test(first ?? '') && /^[23]$/.test(second ?? '') && first !== second;
}

/** A value that is the default does not count as set. */
function isUnset({ name }: KeepalivedKeyword, { keyword, facts }: Level): boolean {
  if (name !== 'weight') return false;
  const given = facts.seen.get(name)?.value ?? '';
  return Number(given) === (keyword.opens === 'track_file' ? 1 : 0);
}
