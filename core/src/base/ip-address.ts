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

/** The network that an address is in, given the length of its prefix; undefined for a length that there is not. */
export function networkOf({ family, text }: IpAddress, prefix: number): string | undefined {
  const bytes = ipaddr.parse(text).toByteArray();
  if (prefix < 0 || prefix > bytes.length * 8) return undefined;
  const kept = bytes.map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - index * 8))));
  return `${family}:${kept.map((byte) => byte & 0xff).join('.')}/${prefix}`;
}
