import { parseIp } from '../../../base/ip-address.ts';
import { nearest } from '../../../base/nearest.ts';
import { compareVersions, parseVersion, type Version } from '../../../base/version.ts';
import type { KeepalivedArgument, NumberType } from '../catalog/grammar.ts';
import { type Issue, instead, type Tell } from './issue.ts';
import type { PieceWord } from './pieces.ts';

const unknown = /[$~]|\{\{|<%/;

/** A value that holds a definition, a template or a condition may be anything. */
export function isUnknown(value: string): boolean {
  return unknown.test(value);
}

/** Whether an address is one that keepalived reads: a range or prefix after it is cut off, a name is none. */
export function isAddress(value: string): boolean {
  const end = value.search(/[-/]/);
  return parseIp(end < 0 ? value : value.slice(0, end)) !== undefined;
}

/** Names that no interface can have: Linux takes 15 characters at most, and neither a slash, a colon nor a blank. */
export function impossibleInterface(name: string): string | undefined {
  // Nearly all names are written like this.
  if (/^[a-z][\w-]{0,14}$/.test(name) || isUnknown(name)) return undefined;
  if (byteLength(name) > 15) return 'is longer than the 15 characters of an interface name';
  if (/[;,]$/.test(name)) return 'ends with a character that separates nothing here';
  if (alias.test(name)) return 'is the label of an address and no interface by itself';
  return /[/:\s]|^\.{1,2}$/.test(name) ? 'cannot be the name of an interface' : undefined;
}

/** What `ifconfig` shows like an interface. */
const alias = /^([^:/\s]+):\w*$/;

/** Why keepalived refuses a number; undefined when it takes it. */
export function numberFault(value: string, type: NumberType, version: Version): string | undefined {
  // Nearly all numbers are written like this.
  if (/^\d{1,9}$/.test(value)) {
    const number = Number(value);
    return number < type.min || number > type.max ? `is outside ${type.min} to ${type.max}` : undefined;
  }
  if (isUnknown(value)) return undefined;
  const decimals = type.decimalSince ? parseVersion(type.decimalSince) : undefined;
  const decimal = type.kind === 'decimal' && (!decimals || compareVersions(version, decimals) >= 0);
  const pattern = decimal ? /^\s*\+?\d*(?:\.\d*)?$/ : /^\s*[+-]?\d+$|^$/;
  const range = `${type.min} to ${type.max}`;
  if (!pattern.test(value)) {
    if (/^\s*\+?\d*\.\d+$/.test(value)) return 'is no whole number';
    return /^\s*-[\d.]+$/.test(value) ? `is negative (${range} is allowed)` : 'is no number';
  }
  const digits = type.digits ?? 0;
  if (decimal && (value.split('.')[1]?.length ?? 0) > digits) return `has more than ${digits} decimal places`;
  const number = Number(value || '0');
  if (type.kind === 'unsigned' && value.trim().startsWith('-')) return `is negative (${range} is allowed)`;
  return number < type.min || number > type.max ? `is outside ${range}` : undefined;
}

const switches = new Set(['true', 'on', 'yes', 'false', 'off', 'no']);

/** Reports an argument that keepalived does not take; true when it is one. */
export function checkValue(
  keyword: string,
  argument: KeepalivedArgument,
  word: PieceWord,
  version: Version,
  tell: Tell,
): boolean {
  const issue = valueIssue(keyword, argument, word, version);
  if (issue) tell(issue);
  return issue !== undefined;
}

function valueIssue(
  keyword: string,
  argument: KeepalivedArgument,
  word: PieceWord,
  version: Version,
): Issue | undefined {
  const { type } = argument;
  const { value, range } = word;
  if (!type) return undefined;
  if (type.kind === 'integer' || type.kind === 'unsigned' || type.kind === 'decimal') {
    const fault = numberFault(value, type, version);
    if (fault === undefined) return undefined;
    const severity = type.loses ? 'error' : 'warning';
    return { id: 'invalid-number', severity, range, message: `"${value}" ${fault}. ${numberEffect(keyword, type)}` };
  }
  if (isUnknown(value)) return undefined;
  if (type.kind === 'word') {
    const wanted = (argument.choices ?? []).map((choice) => choice.value);
    const given = type.ignoreCase ? value.toUpperCase() : value;
    if (wanted.includes(given)) return undefined;
    const otherwise = type.instead === undefined ? 'and ignores it' : `and uses ${type.instead}`;
    const message = `${keyword} cannot be "${value}": keepalived knows ${wanted.join(', ')} ${otherwise}.`;
    const meant = wanted.find((choice) => choice.toLowerCase() === value.toLowerCase()) ?? nearest(value, wanted);
    const mend = meant === undefined ? undefined : instead(word, meant, meant.toLowerCase() === value.toLowerCase());
    return { id: 'invalid-value', severity: 'warning', range, message, ...(mend && { mend }) };
  }
  if (type.kind === 'switch') {
    if (switches.has(value)) return undefined;
    const message = `${keyword} is switched with on or off, not with "${value}": keepalived ignores the line. Leave the word out.`;
    return { id: 'invalid-value', severity: 'warning', range, message };
  } else if (type.kind === 'address') {
    if (isAddress(value)) return undefined;
    const message = `"${value}" is no IP address, and keepalived resolves no names here: it skips the line and uses ${type.instead ?? 'nothing'}.`;
    return { id: 'invalid-address', severity: 'error', range, message };
  } else if (type.kind === 'interface') {
    const fault = impossibleInterface(value);
    if (fault === undefined) return undefined;
    const message = `"${value}" ${fault}: keepalived ignores it. Name an interface of this machine.`;
    // It looks for this one only when it needs it.
    const severity = keyword === 'default_interface' ? 'warning' : 'error';
    const [, base] = alias.exec(value) ?? [];
    const mend = base === undefined ? undefined : instead(word, base, false);
    return { id: 'invalid-interface', severity, range, message, ...(mend && { mend }) };
  } else if (byteLength(value) > 8) {
    const message =
      'Only the first eight characters count: keepalived cuts the rest. Shorten the password on all nodes.';
    return { id: 'truncated-password', severity: 'warning', range, message };
  }
  return undefined;
}

function numberEffect(keyword: string, type: NumberType): string {
  if (keyword === 'virtual_router_id')
    return 'The instance has no virtual_router_id then, and keepalived does not start.';
  if (type.loses) return 'keepalived leaves out the whole server.';
  return type.instead === undefined
    ? `keepalived ignores this ${keyword}.`
    : `keepalived ignores it and uses ${type.instead}.`;
}

/** keepalived counts bytes of UTF-8. */
function byteLength(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return encodeURIComponent(text.replace(/[\uD800-\uDFFF]/g, '??')).replace(/%../g, '.').length;
}
