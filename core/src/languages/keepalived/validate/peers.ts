import { parseIp } from '../../../base/ip-address.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { Tell } from './issue.ts';
import type { Piece, PieceWord } from './pieces.ts';
import { hasFamily, type Level } from './state.ts';
import { isAddress, isUnknown, numberFault } from './values.ts';

/** Reports what is wrong with a line of unicast_peer. */
export function checkPeer(level: Level, piece: Piece, version: Version, tell: Tell): void {
  const [first, ...words] = piece.words;
  if (isUnknown(first.value)) return;
  const address = parseIp(first.value.replace(/[-/].*$/, ''));
  if (!address) {
    const message = `"${first.value}" is no IP address: keepalived skips this peer. Host names are not resolved.`;
    tell({ id: 'invalid-address', severity: 'error', range: first.range, message });
    return;
  }
  if (!hasFamily(level.outer, address.family)) {
    const message = 'The peer is of another address family than the instance: keepalived skips it.';
    tell({ id: 'other-address-family', severity: 'error', range: first.range, message });
    return;
  }
  checkOptions(words, version, tell);
  const key = `peer ${address.text}`;
  if (level.outer.notes.has(key) && compareVersions(version, [2, 3, 3]) >= 0) {
    const message = `${address.text} is a peer already: keepalived ignores the second one. Remove it.`;
    tell({ id: 'repeated-address', severity: 'error', range: first.range, message });
  }
  level.outer.notes.add(key);
}

/** Pairs of a name and a number; versions before 2.1 read none. */
function checkOptions(words: readonly PieceWord[], version: Version, tell: Tell): void {
  const severity = compareVersions(version, [2, 1]) < 0 ? 'warning' : 'error';
  for (let index = 0; index < words.length; index += 2) {
    const option = words[index];
    const value = words[index + 1];
    if (!option || isUnknown(option.value)) return;
    if (isAddress(option.value)) {
      const message = `One line holds one peer: keepalived leaves out "${option.value}". Put it on a line of its own.`;
      tell({ id: 'invalid-value', severity, range: option.range, message });
      return;
    }
    if (!/^(?:min|max)_ttl$/.test(option.value)) {
      const message = `keepalived knows no "${option.value}" behind a peer, only min_ttl and max_ttl.`;
      tell({ id: 'invalid-value', severity: 'error', range: option.range, message });
      return;
    }
    const fault = value && numberFault(value.value, { kind: 'unsigned', min: 0, max: 255 }, version);
    if (value && fault === undefined) continue;
    const message = value ? `"${value.value}" ${fault ?? ''}` : `No number follows ${option.value}`;
    const id = value ? 'invalid-number' : 'missing-argument';
    tell({ id, severity: 'error', range: (value ?? option).range, message: `${message}: keepalived ignores it.` });
  }
}
