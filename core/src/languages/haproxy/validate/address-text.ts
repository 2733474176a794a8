import { parseIp } from '../../../base/ip-address.ts';

/** Whether C's `inet_pton` takes it as an IPv4 address: four decimal numbers. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

export function isIpv6(text: string): boolean {
  return text.includes(':') && parseIp(text)?.family === 6;
}
