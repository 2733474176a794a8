import { parseIp } from '../../../base/ip-address.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Tell } from './issue.ts';
import type { PieceWord } from './pieces.ts';
import { impossibleInterface, isUnknown, numberFault } from './values.ts';

type Words = readonly [PieceWord, ...PieceWord[]];
type Shape = (words: Words, version: Version, tell: Tell, keyword: KeepalivedKeyword) => void;

const includeChecks = 'read, match, wildcard_match and brace_match may stand here, with + or - before them';

/** What is wrong with values that have a form of their own: masks, bytes, names with values. */
export const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['umask', (words, _, tell) => checkUmask(words, tell)],
  [
    'include_check',
    (words, _, tell) => checkWords(words, /^[+-]?(?:read|match|wildcard_match|brace_match)$/, includeChecks, tell),
  ],
  ['persistence_granularity', ([mask], _, tell) => checkMask(mask, tell)],
  ['payload', checkPayload],
  ['require_reply', checkPayload],
  ['lvs_timeouts', (words, version, tell, { name }) => checkPairs(name, words, timeouts, version, tell)],
  ['lvs_sync_daemon', (words, version, tell) => checkSyncDaemon(words, version, tell)],
  ['use_vmac', (words, _, tell) => checkVmac(words, tell)],
  [
    'key',
    ([, key], _, tell, keyword) => {
      if (keyword.in.includes('auth_hmac')) checkKey(key, tell);
    },
  ],
  ['name', ([name], _, tell) => checkDomain(name, tell)],
]);

/** Older ones have no bytes to compare with. */
function checkPayload(words: Words, version: Version, tell: Tell, { name }: KeepalivedKeyword): void {
  if (compareVersions(version, [2, 2]) >= 0) checkBytes(name, words, tell);
}

function checkWords(words: Words, fits: RegExp, takes: string, tell: Tell): void {
  for (const { value, range } of words) {
    if (isUnknown(value) || fits.test(value)) continue;
    tell({ id: 'invalid-value', severity: 'warning', range, message: `${takes}: keepalived ignores "${value}".` });
  }
}

/** An octal number, or names of bits with `|` between them. */
function checkUmask(words: Words, tell: Tell): void {
  const [{ value, range }, extra] = words;
  if (isUnknown(value)) return;
  const bits = /^I(?:[RWX](?:USR|GRP|OTH)|RWX[UGO])$/;
  const text = words.map((word) => word.value).join('');
  const number = /^\d/.test(value);
  if (
    number
      ? /^(?:0[0-7]{0,3}|[1-9]\d{0,2}|0x[\da-f]+)$/i.test(value) && !extra
      : text.split('|').every((bit) => bits.test(bit))
  )
    return;
  const message = `"${words.map((word) => word.value).join(' ')}" is no set of permissions: keepalived ignores the line. Write an octal number such as 022, or names such as IWGRP|IWOTH.`;
  tell({ id: 'invalid-value', severity: 'error', range, message });
}

function checkMask({ value, range }: PieceWord, tell: Tell): void {
  // Old forms of IPv4 addresses are taken, too.
  if (isUnknown(value) || parseIp(value)?.family === 4 || /^(?:0x[\da-f]+|\d{1,10}(?:\.\d{1,8}){0,2})$/i.test(value))
    return;
  const message = `"${value}" is neither a netmask nor a prefix length: keepalived ignores it.`;
  tell({ id: 'invalid-address', severity: 'error', range, message });
}

/** Hexadecimal digits, in replies also x for any. */
function checkBytes(name: string, words: Words, tell: Tell): void {
  const text = words.map((word) => word.value).join(' ');
  const digits = name === 'payload' ? /^[\da-fA-F ]*$/ : /^[\da-fA-FxX ]*$/;
  if (isUnknown(text) || (digits.test(text) && text.trim() !== '')) return;
  const message = `"${text}" are no bytes in hexadecimal: keepalived ignores them. Write two digits for each byte.`;
  tell({ id: 'invalid-value', severity: 'error', range: words[0].range, message });
}

/** Names, each with a number up to the limit. */
type Limits = ReadonlyMap<string, readonly [number, number]>;

const timeouts: Limits = new Map(['tcp', 'tcpfin', 'udp'].map((name) => [name, [0, 2_678_400]] as const));

const syncOptions: Limits = new Map([
  ['id', [0, 255]],
  ['maxlen', [1, 65_507]],
  ['port', [1, 65_535]],
  ['ttl', [1, 255]],
]);

function checkPairs(keyword: string, words: readonly PieceWord[], limits: Limits, version: Version, tell: Tell): void {
  for (let index = 0; index < words.length; index++) {
    const name = words[index];
    const limit = name && limits.get(name.value);
    if (!name || isUnknown(name.value)) return;
    if (!limit) {
      const message = `${keyword} has no "${name.value}", only ${[...limits.keys()].join(', ')}: keepalived ignores it.`;
      tell({ id: 'invalid-value', severity: 'warning', range: name.range, message });
      continue;
    }
    const value = words[++index];
    if (!value) {
      const message = `No number follows "${name.value}": keepalived ignores it.`;
      tell({ id: 'missing-argument', severity: 'error', range: name.range, message });
      return;
    }
    const fault = numberFault(value.value, { kind: 'unsigned', min: limit[0], max: limit[1] }, version);
    if (fault === undefined) continue;
    const message = `"${value.value}" ${fault}: keepalived ignores ${name.value}.`;
    tell({ id: 'invalid-number', severity: 'warning', range: value.range, message });
  }
}

/** The interface, then options; the oldest form has the instance and the id without words before them. */
function checkSyncDaemon([, ...words]: Words, version: Version, tell: Tell): void {
  const rest: PieceWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word || isUnknown(word.value)) return;
    if (word.value === 'inst') index++;
    else if (word.value === 'group') checkGroup(words[++index], tell);
    else if (syncOptions.has(word.value) || index > 1) {
      rest.push(word);
      const value = syncOptions.has(word.value) ? words[++index] : undefined;
      if (value) rest.push(value);
    } else if (index === 1) {
      const message = 'An id without the word is an old form, and keepalived complains about it. Write id before it.';
      tell({ id: 'deprecated-keyword', severity: 'warning', range: word.range, message });
    }
  }
  checkPairs('lvs_sync_daemon', rest, syncOptions, version, tell);
}

function checkGroup(word: PieceWord | undefined, tell: Tell): void {
  if (!word || isUnknown(word.value)) return;
  if (parseIp(word.value) && /^(?:2(?:2[4-9]|3\d)\.|ff)/i.test(word.value)) return;
  const message = `"${word.value}" is no multicast address: keepalived ignores it.`;
  tell({ id: 'invalid-address', severity: 'warning', range: word.range, message });
}

/** Names of interfaces, MAC addresses and a few words, in any order. */
function checkVmac(words: Words, tell: Tell): void {
  let named = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word || isUnknown(word.value)) return;
    if (word.value === 'netlink_notify_msg') continue;
    if (word.value === 'group') index++;
    else if (word.value.includes(':')) {
      if (/^(?:[\da-f]{1,2}:){4}[\da-f]{1,2}(?::[\da-f]{0,2})?$/i.test(word.value)) continue;
      const message = `"${word.value}" is no MAC address: keepalived ignores it.`;
      tell({ id: 'invalid-value', severity: 'warning', range: word.range, message });
    } else {
      const name = word.value === 'name' ? words[++index] : word;
      if (!name) return;
      const fault = impossibleInterface(name.value) ?? (named ? 'is a second name' : undefined);
      named = true;
      if (fault === undefined) continue;
      const message = `"${name.value}" ${fault}: keepalived ignores it.`;
      tell({ id: 'invalid-interface', severity: 'warning', range: name.range, message });
    }
  }
}

function checkDomain({ value, range }: PieceWord, tell: Tell): void {
  if (isUnknown(value) || !/\.\.|^\../.test(value)) return;
  const message = `"${value}" has an empty part between dots: keepalived asks for the root instead.`;
  tell({ id: 'invalid-value', severity: 'error', range, message });
}

/** A secret of 32 to 64 bytes: text, or hexadecimal behind `hex:`; what `file:` names is not known. */
function checkKey(secret: PieceWord | undefined, tell: Tell): void {
  if (!secret || isUnknown(secret.value) || secret.value.startsWith('file:')) return;
  const digits = secret.value.startsWith('hex:') ? secret.value.slice(4) : undefined;
  const length = digits === undefined ? secret.value.length : /^(?:[\da-f]{2})*$/i.test(digits) ? digits.length / 2 : 0;
  if (length >= 32 && length <= 64) return;
  const message = 'A key has 32 to 64 bytes: keepalived ignores this one, and packets that it signs are dropped.';
  tell({ id: 'invalid-value', severity: 'error', range: secret.range, message });
}
