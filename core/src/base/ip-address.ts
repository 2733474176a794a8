import ipaddr from 'ipaddr.js';

/** An IP address as HAProxy and keepalived write it; `text` is its shortest usual form, so equal addresses have equal texts. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly text: string;
}

/** Its text is its shortest usual form already: leading zeros are not allowed. */
const dottedIpv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Reads a dotted IPv4 (four decimal parts) or an IPv6 address; undefined for anything else, host names included. */
export function parseIp(text: string): IpAddress | undefined {
  if (dottedIpv4.test(text)) return { family: 4, text };
  if (text.includes(':') && ipaddr.IPv6.isValid(text)) {
    return { family: 6, text: ipaddr.IPv6.parse(text).toRFC5952String() };
  }
  return undefined;
}

/** Orders two addresses of one family by value, as VRRP's tie-break does: negative when `a` is lower. */
export function compareIps(a: IpAddress, b: IpAddress): number {
  const left = ipaddr.parse(a.text).toByteArray();
  const right = ipaddr.parse(b.text).toByteArray();
  for (let i = 0; i < left.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the address is one of the host itself on every machine (127.0.0.0/8, ::1). */
export function isLoopback(address: IpAddress): boolean {
  return address.family === 4 ? address.text.startsWith('127.') : address.text === '::1';
}

/** Whether an address is in the network of the other one, given the length of its prefix. */
export function inNetwork(address: IpAddress, other: IpAddress, prefix: number): boolean {
  const bits = other.family === 4 ? 32 : 128;
  if (address.family !== other.family || prefix <= 0 || prefix > bits) return false;
  return ipaddr.parse(address.text).match(ipaddr.parse(other.text), prefix);
}
