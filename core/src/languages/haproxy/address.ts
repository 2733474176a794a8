import { type IpAddress, parseIp } from '../../base/ip-address.ts';

/**
 * What a `bind`, `server` or `peer` address names.
 *
 * `host` is undefined for "every address" (`*:80`, `:80`, `[::]:80`); `unknown` covers environment variables, file
 * descriptors and whatever we cannot read: it is never an error by itself.
 */
export type HaproxyAddress =
  | {
      readonly kind: 'ip';
      readonly host: IpAddress | undefined;
      readonly family: 4 | 6 | undefined;
      readonly port: string;
    }
  | { readonly kind: 'name'; readonly host: string; readonly port: string }
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'unknown' };

const prefix =
  /^(?:(?:stream|dgram|quic|tcp|udp|mptcp|rhttp|uxst|uxdg|abns|abnsz|fd|sockpair|unix|ip)?(?:[46]|v4|v6)?@|(?:quic|tcp|udp|mptcp)[46]@)/;

/** Reads one address (no comma list). `known` is false when the text held a variable: then nothing is claimed. */
export function parseAddress(text: string, known: boolean): HaproxyAddress {
  if (!known || text === '') return { kind: 'unknown' };
  const scheme = text.includes('@') ? (prefix.exec(text)?.[0] ?? '') : '';
  const rest = text.slice(scheme.length);
  if (scheme !== '' && /^(?:fd|sockpair|rhttp)@/.test(scheme)) return { kind: 'unknown' };
  const isPath = scheme !== '' && /^(?:unix|uxst|uxdg|abns|abnsz)@/.test(scheme);
  if (isPath || rest.startsWith('/')) return { kind: 'unix', path: rest };
  const { host, port } = splitPort(rest);
  if (host === '' || host === '*') return { kind: 'ip', host: undefined, family: scheme.includes('6') ? 6 : 4, port };
  if (host === '::' || host === '0.0.0.0') {
    return { kind: 'ip', host: undefined, family: host === '::' ? 6 : 4, port };
  }
  const address = parseIp(host);
  if (address) return { kind: 'ip', host: address, family: address.family, port };
  return { kind: 'name', host, port };
}

/** The last colon starts the port, unless the address is an IPv6 one in brackets or has no port at all. */
function splitPort(text: string): { host: string; port: string } {
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    if (close > 0)
      return { host: text.slice(1, close), port: text.slice(text.charAt(close + 1) === ':' ? close + 2 : close + 1) };
  }
  const colon = text.lastIndexOf(':');
  return colon < 0 ? { host: text, port: '' } : { host: text.slice(0, colon), port: text.slice(colon + 1) };
}
