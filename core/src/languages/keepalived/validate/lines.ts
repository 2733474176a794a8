import { parseIp } from '../../../base/ip-address.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { NumberType } from '../catalog/grammar.ts';
import { checkAddressOptions } from './address-options.ts';
import { checkGroupEntry } from './group-entries.ts';
import type { Tell } from './issue.ts';
import { checkPeer } from './peers.ts';
import type { Piece, PieceWord } from './pieces.ts';
import { checkRoute } from './routes.ts';
import { checkRule } from './routing-rules.ts';
import { hasFamily, type Level } from './state.ts';
import { checkEnd } from './swallowed.ts';
import { impossibleInterface, isUnknown, numberFault } from './values.ts';

/** Reports what is wrong with a line of a block that holds values. */
export function checkLine(level: Level, piece: Piece, version: Version, tell: Tell): void {
  const kind = level.lines;
  if (kind === 'address' || kind === 'excluded-address' || kind === 'static-address')
    checkAddress(level, piece, version, tell);
  else if (kind === 'peer') checkPeer(level, piece, version, tell);
  else if (kind === 'track' || kind === 'track-script' || kind === 'track-interface')
    checkTracked(level, piece, version, tell);
  else if (kind === 'group-entry') checkGroupEntry(piece, version, tell);
  else if (kind === 'free') checkEnd(level.keyword.name, piece.words.at(-1) ?? piece.words[0], tell);
  else if (kind === 'route') checkRoute(piece, level.keyword.name === 'static_routes', version, tell);
  else if (kind === 'rule') checkRule(piece, level.keyword.name === 'static_rules', version, tell);
}

function checkAddress(level: Level, piece: Piece, version: Version, tell: Tell): void {
  const [first, ...words] = piece.words;
  if (isUnknown(first.value)) return;
  const [text = '', prefix] = splitPrefix(first.value);
  const address = parseIp(text);
  if (!address) {
    const message = `"${first.value}" is no IP address: keepalived skips the line. ${/^[a-z_]+$/.test(first.value) ? 'Is the closing brace of the block missing above?' : 'Write an address, with /prefix if wanted.'}`;
    tell({ id: 'invalid-address', severity: 'error', range: first.range, message });
    return;
  }
  const longest = address.family === 4 ? 32 : 128;
  const fault =
    prefix === undefined ? undefined : numberFault(prefix, { kind: 'unsigned', min: 0, max: longest }, version);
  if (fault !== undefined) {
    const message = `The prefix length "${prefix ?? ''}" ${fault}: keepalived uses /${longest}.`;
    tell({ id: 'invalid-number', severity: 'warning', range: first.range, message });
  } else if (prefix === '') {
    const message = `No prefix length follows the slash: keepalived uses /0 and says nothing. Write /24 or the like, or leave out the slash.`;
    tell({ id: 'empty-prefix', severity: 'warning', range: first.range, message });
  }
  const options = { family: address.family, isStatic: level.lines === 'static-address', version };
  const dropped = checkAddressOptions(first, words, options, tell);
  if (dropped || level.lines === 'static-address') return;
  reportRepeatedAddress(level, address, first, words, version, tell);
}

function reportRepeatedAddress(
  level: Level,
  address: { readonly family: 4 | 6; readonly text: string },
  word: PieceWord,
  words: readonly PieceWord[],
  version: Version,
  tell: Tell,
): void {
  const { notes } = level.outer;
  if (level.lines === 'address' && !hasFamily(level.outer, address.family)) {
    const message = `The instance is of the other address family: keepalived leaves this address out. Put it into virtual_ipaddress_excluded.`;
    tell({ id: 'other-address-family', severity: 'error', range: word.range, message });
    return;
  }
  const at = words.findIndex((each) => each.value === 'dev');
  const device = at < 0 ? '' : (words[at + 1]?.value ?? '');
  const known =
    level.lines === 'address'
      ? notes.has(`vip ${address.text}`)
      : notes.has(`vip ${address.text} ${device}`) || notes.has(`excluded ${address.text} ${device}`);
  if (known && compareVersions(version, [2, 3, 3]) >= 0) {
    const message = `${address.text} is in this instance already: keepalived ignores the second one. Remove it.`;
    tell({ id: 'repeated-address', severity: 'error', range: word.range, message });
  }
  if (level.lines === 'address') notes.add(`vip ${address.text}`).add(`vip ${address.text} ${device}`);
  else notes.add(`excluded ${address.text} ${device}`);
}

const weight: NumberType = { kind: 'integer', min: -254, max: 254 };

function checkTracked(level: Level, piece: Piece, version: Version, tell: Tell): void {
  const [first, option, value, direction] = piece.words;
  const name = first.value;
  if (isUnknown(name)) return;
  if (level.lines === 'track-interface') {
    const fault = impossibleInterface(name);
    if (fault !== undefined) {
      const message = `"${name}" ${fault}: keepalived does not track it.`;
      tell({ id: 'invalid-interface', severity: 'error', range: first.range, message });
    }
  }
  if (level.outer.notes.has(`${level.keyword.name} ${name}`)) {
    const message = `${name} is tracked already: keepalived ignores the second line. Remove it.`;
    tell({ id: 'repeated-tracker', severity: 'error', range: first.range, message });
  }
  level.outer.notes.add(`${level.keyword.name} ${name}`);
  if (!option || isUnknown(option.value)) return;
  if (option.value !== 'weight') {
    const message = `One line holds one name: because of "${option.value}" keepalived tracks nothing of this line. Put each on a line of its own.`;
    tell({ id: 'several-on-one-line', severity: 'error', range: option.range, message });
  } else if (!value) {
    const message = `No number follows weight: keepalived does not track ${name} at all.`;
    tell({ id: 'missing-argument', severity: 'error', range: option.range, message });
  } else {
    const fault = numberFault(value.value, weight, version);
    const edge = /^[+-]?254$/.test(value.value) ? 'is outside -253 to 253' : undefined;
    if (fault !== undefined || edge !== undefined) {
      const uses = fault === undefined ? 'uses 253' : 'does not use it';
      const message = `The weight "${value.value}" ${fault ?? edge ?? ''}: keepalived ${uses}.`;
      tell({ id: 'invalid-number', severity: 'warning', range: value.range, message });
    }
    if (direction && !isUnknown(direction.value) && !/^(no)?reverse$/.test(direction.value)) {
      const message = `Only reverse may follow a weight: keepalived ignores "${direction.value}".`;
      tell({ id: 'invalid-value', severity: 'warning', range: direction.range, message });
    }
  }
}

function splitPrefix(text: string): [string, string | undefined] {
  const at = text.indexOf('/');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
