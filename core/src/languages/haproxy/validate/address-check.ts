import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { isIpv4, isIpv6 } from './address-text.ts';

/** What a directive allows in its address: the flags of HAProxy's `str2sa_range`. */
export interface AddressRules {
  readonly port: 'none' | 'optional' | 'mandatory';
  readonly range?: boolean;
  /** `+80`, `-80`: counted from the port that the client came to. */
  readonly offset?: boolean;
  readonly stream?: boolean;
  readonly datagram?: boolean;
  /** A name is looked up at start. */
  readonly resolve?: boolean;
}

const prefixes: Table<'stream' | 'datagram' | 'quic' | 'path' | 'other' | 'ip'> = table({
  'unix@': 'path',
  'uxdg@': 'path',
  'uxst@': 'path',
  'abns@': 'path',
  'abnsz@': 'path',
  'ip@': 'ip',
  'ipv4@': 'ip',
  'ipv6@': 'ip',
  'tcp@': 'stream',
  'tcp4@': 'stream',
  'tcp6@': 'stream',
  'mptcp@': 'stream',
  'mptcp4@': 'stream',
  'mptcp6@': 'stream',
  'udp@': 'datagram',
  'udp4@': 'datagram',
  'udp6@': 'datagram',
  'quic4@': 'quic',
  'quic6@': 'quic',
  'fd@': 'other',
  'sockpair@': 'other',
  'rhttp@': 'other',
});

/** The last version that is known to lack a prefix: it takes the whole for a host name. */
const lastWithout: Table<Version> = table({
  'abnsz@': [3, 0],
  'mptcp@': [3, 0],
  'mptcp4@': [3, 0],
  'mptcp6@': [3, 0],
  'rhttp@': [2, 6],
});

/** Why HAProxy does not take an address (one, no comma list); undefined when it does or when it is not certain. */
export function addressFault(text: string, rules: AddressRules, version?: Version): string | undefined {
  if (text === '' || (rules.port !== 'none' && isPlainAddress(text)) || text.includes('$')) return undefined;
  let rest = text.replace(/^(?:stream|dgram|quic)\+/, '');
  if (rest !== text) return undefined;
  const prefix = /^[a-z0-9]+@/.exec(rest)?.[0];
  const early = version && prefix && lastWithout.get(prefix);
  const kind =
    prefix === undefined || (early && compareVersions(version, early) <= 0) ? undefined : prefixes.get(prefix);
  if (prefix !== undefined && kind !== undefined) rest = rest.slice(prefix.length);
  if (prefix === 'fd@' && rules.offset === true) return `"${text}" is a file descriptor, and a server needs an address`;
  if (kind === 'path' || kind === 'other' || (kind === undefined && rest.startsWith('/'))) return undefined;
  if (kind === 'datagram' && rules.datagram !== true) return `"${text}" is a datagram address, and a stream is needed`;
  if (kind === 'quic' && rules.offset === true && version && compareVersions(version, [3, 2]) === 0) {
    return 'this version of HAProxy does not speak QUIC to servers';
  }
  if (kind === 'stream' && rules.stream === false) return `"${text}" is a stream address, and datagrams are needed`;
  const colon = rest.lastIndexOf(':');
  const hasPort = colon >= 0 && colon > rest.lastIndexOf(']');
  const host = hasPort ? rest.slice(0, colon) : rest;
  const port = hasPort ? rest.slice(colon + 1) : '';
  if (hasPort && rules.port === 'none') return `no port is allowed in "${text}"`;
  return portFault(text, port, rules, version) ?? familyFault(host, prefix) ?? hostFault(host, text, rules);
}

/** Whether it is a plain `192.0.2.1:80`, which is fine wherever a port may stand and what most addresses are. */
export function isPlainAddress(text: string): boolean {
  let number = 0;
  let digits = 0;
  let parts = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      number = number * 10 + code - 48;
      digits++;
      continue;
    }
    if (digits === 0 || digits > 3 || number > 255) return false;
    parts++;
    if (code !== (parts === 4 ? 58 : 46) || parts > 4) return false;
    number = 0;
    digits = 0;
  }
  return parts === 4 && digits > 0 && digits <= 5 && number > 0 && number <= 65535;
}

function portFault(text: string, port: string, rules: AddressRules, version: Version | undefined): string | undefined {
  if (port === '') return rules.port === 'mandatory' ? `the port is missing in "${text}"` : undefined;
  // Older versions read the digits that they find, and the oldest take any number.
  const before = (...release: Version): boolean => version !== undefined && compareVersions(version, release) < 0;
  const sign = /^[+-]/.exec(port)?.[0];
  if (sign !== undefined) {
    if (rules.offset !== true) return `a port counted from another one ("${port}") is not allowed here`;
    return before(3, 0) || /^[+-]\d*$/.test(port) ? undefined : `"${port}" is not a port`;
  }
  if (/^\d+--/.test(port) && rules.range === true) return `"${port}" is not a range of ports`;
  const match = /^(\d+)(?:-(\d*))?$/.exec(port);
  if (!match) return before(3, 0) && /^\d/.test(port) ? undefined : `"${port}" is not a port`;
  if (match[2] !== undefined && rules.range !== true) return `a range of ports ("${port}") is not allowed here`;
  const low = Number(match[1]);
  const high = match[2] === undefined ? low : Number(match[2]);
  if (before(2, 4) && rules.range !== true) return undefined;
  const least = rules.port === 'mandatory' ? 1 : 0;
  if (low < least || low > 65535 || high < least || high > 65535) return `port ${port} is not in 1–65535`;
  return low > high ? `the range of ports ${port} runs backwards` : undefined;
}

/** `ipv4@[::1]` and the other way round. */
function familyFault(host: string, prefix: string | undefined): string | undefined {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (prefix === 'ipv4@' && bare !== '::' && isIpv6(bare)) return `"${bare}" is an IPv6 address behind "ipv4@"`;
  if (prefix === 'ipv6@' && isIpv4(bare)) return `"${bare}" is an IPv4 address behind "ipv6@"`;
  return undefined;
}

function hostFault(host: string, text: string, rules: AddressRules): string | undefined {
  if (host === '' || host === '*' || host === '::') return undefined;
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (isIpv4(bare) || isIpv6(bare)) return undefined;
  if (/^[\d.]+$/.test(bare) && !isClassicIpv4(bare)) return `"${bare}" is not an IPv4 address`;
  if (rules.resolve === false) return `"${bare}" is not an IP address in "${text}"`;
  // A name: whether it resolves is the machine's business, unless no machine can.
  return /^(?!-)[\w.*\x80-\uffff-]+$/.test(bare) && !/\.\.|\*\./.test(bare)
    ? undefined
    : `"${bare}" is neither an address nor a host name`;
}

/** The old forms that the C library still reads: `10.1` is 10.0.0.1. */
function isClassicIpv4(text: string): boolean {
  const parts = text.split('.');
  if (parts.length > 4 || parts.some((part) => part === '')) return false;
  const numbers = parts.map((part) => Number.parseInt(part, part.startsWith('0') && part.length > 1 ? 8 : 10));
  const last = numbers.pop() ?? 0;
  return numbers.every((number) => number < 256) && last < 256 ** (4 - numbers.length);
}
