import { parseIp } from '../../../base/ip-address.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { Tell } from './issue.ts';
import { optionFault, scopes } from './options.ts';
import type { PieceWord } from './pieces.ts';
import { checkEnd } from './swallowed.ts';
import { impossibleInterface, isAddress, isUnknown, numberFault } from './values.ts';

/** What the meaning of an option depends on. */
export interface AddressLine {
  readonly family: 4 | 6;
  /** It stands in static_ipaddress. */
  readonly isStatic: boolean;
  readonly version: Version;
}

const withValue = new Set(['dev', 'scope', 'broadcast', 'brd', 'label', 'peer', 'preferred_lft', 'track_group']);
const vmacSince = [2, 2];
const alone = new Set(['home', '-nodad', 'mngtmpaddr', 'noprefixroute', 'autojoin', 'no_track', 'use_vmac']);

/** Reports what is wrong behind an address; true when keepalived therefore drops the address. */
export function checkAddressOptions(
  address: PieceWord,
  words: readonly PieceWord[],
  line: AddressLine,
  tell: Tell,
): boolean {
  const seen = new Set<string>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word || isUnknown(word.value)) return false;
    if (withValue.has(word.value) && (line.isStatic || word.value !== 'track_group')) {
      const value = words[++index];
      if (!value) {
        const message = `Nothing follows "${word.value}": keepalived drops the whole address.`;
        tell({ id: 'missing-argument', severity: 'error', range: word.range, message });
        return true;
      }
      if (!isUnknown(value.value) && checkOption(address, word, value, seen, line, tell)) return true;
      seen.add(word.value);
    } else if (!alone.has(word.value) || (word.value === 'use_vmac' && !takesVmac(line))) {
      const hint = isAddress(word.value) ? ' One line holds one address.' : '';
      const message = `keepalived knows no "${word.value}" behind an address and ignores it.${hint}`;
      tell({ id: 'invalid-value', severity: 'error', range: word.range, message });
    }
  }
  return false;
}

function takesVmac({ isStatic, version }: AddressLine): boolean {
  return !isStatic && compareVersions(version, vmacSince) >= 0;
}

/** True when the address is dropped. */
function checkOption(
  address: PieceWord,
  word: PieceWord,
  value: PieceWord,
  seen: ReadonlySet<string>,
  line: AddressLine,
  tell: Tell,
): boolean {
  switch (word.value) {
    case 'dev':
    case 'label':
      return checkNamed(word, value, seen, line, tell);
    case 'scope':
      checkScope(value, line, tell);
      return false;
    case 'brd':
    case 'broadcast':
      return checkBroadcast(address, word, value, line, tell);
    case 'peer':
      checkFarEnd(address, value, seen, line, tell);
      return false;
    case 'preferred_lft': {
      const fault = numberFault(value.value, { kind: 'unsigned', min: 0, max: 4_294_967_295 }, line.version);
      if (value.value === 'forever' || fault === undefined) return false;
      const message = `"${value.value}" ${fault}, and not "forever": keepalived ignores it.`;
      tell({ id: 'invalid-number', severity: 'warning', range: value.range, message });
      return false;
    }
    default:
      return false;
  }
}

function checkNamed(
  { value: option, range }: PieceWord,
  value: PieceWord,
  seen: ReadonlySet<string>,
  line: AddressLine,
  tell: Tell,
): boolean {
  const fault = impossibleInterface(value.value);
  if (
    fault !== undefined &&
    (option === 'dev' || (value.value.length > 15 && compareVersions(line.version, [2, 2]) >= 0))
  ) {
    const message = `"${value.value}" ${fault}: keepalived drops the whole address.`;
    tell({ id: 'invalid-interface', severity: 'error', range: value.range, message });
    return true;
  }
  if (option === 'dev' && seen.has('dev')) {
    const message = 'The address has its interface already: keepalived drops the whole address. Keep one dev.';
    tell({ id: 'invalid-value', severity: 'error', range, message });
    return true;
  }
  if (option === 'label') checkEnd('label', value, tell);
  if (option === 'label' && line.family === 6) {
    const message = 'IPv6 addresses have no label: keepalived ignores it. Remove it.';
    tell({ id: 'invalid-value', severity: 'warning', range, message });
  }
  return false;
}

function checkScope({ value, range }: PieceWord, { family, version }: AddressLine, tell: Tell): void {
  if (optionFault('scope', value, version) !== undefined) {
    const message = `"${value}" is no scope: keepalived ignores it. It knows ${[...scopes].join(', ')}.`;
    tell({ id: 'invalid-value', severity: 'warning', range, message });
  } else if (family === 6 && value !== 'global' && value !== '0') {
    const message = 'IPv6 addresses have their scope in them: keepalived ignores this one. Remove it.';
    tell({ id: 'invalid-value', severity: 'warning', range, message });
  }
}

function checkBroadcast(
  address: PieceWord,
  { range }: PieceWord,
  value: PieceWord,
  { family }: AddressLine,
  tell: Tell,
): boolean {
  if (family === 6) {
    const message = 'IPv6 has no broadcast: keepalived drops the whole address. Remove it.';
    tell({ id: 'invalid-value', severity: 'error', range, message });
    return true;
  }
  if (value.value !== '+' && value.value !== '-') {
    if (parseIp(value.value)?.family === 4) return false;
    const message = `"${value.value}" is no IPv4 address: keepalived drops the whole address. Write + to have it worked out.`;
    tell({ id: 'invalid-address', severity: 'error', range: value.range, message });
    return true;
  }
  const prefix = Number(address.value.split('/')[1] ?? 32);
  if (prefix <= 30) return false;
  const message = `A network of prefix length ${prefix} has no broadcast address: keepalived sets none. Write the prefix behind the address.`;
  tell({ id: 'invalid-value', severity: 'warning', range: value.range, message });
  return false;
}

/** The other end of a point-to-point link. */
function checkFarEnd(
  address: PieceWord,
  value: PieceWord,
  seen: ReadonlySet<string>,
  { family }: AddressLine,
  tell: Tell,
): void {
  const peer = parseIp(value.value);
  const tellValue = (message: string): void =>
    tell({ id: 'invalid-address', severity: 'warning', range: value.range, message });
  if (seen.has('peer')) tellValue('The address has a peer already: keepalived ignores the second one.');
  else if (!peer) tellValue(`"${value.value}" is no IP address: keepalived ignores this peer.`);
  else if (peer.family !== family) tellValue('The peer is of the other address family: keepalived ignores it.');
  else if (address.value.includes('/') && !address.value.endsWith(family === 4 ? '/32' : '/128')) {
    tellValue('With a peer the address has no prefix: keepalived ignores the prefix. Remove one of them.');
  }
}
