import { parseIp } from '../../../base/ip-address.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { Tell } from './issue.ts';
import type { Piece } from './pieces.ts';
import { isAddress, isUnknown, numberFault } from './values.ts';

/** Reports what is wrong with a line of a virtual_server_group: `<address> [port]`, a range, or `fwmark <number>`. */
export function checkGroupEntry({ words }: Piece, version: Version, tell: Tell): void {
  const [first, port, family] = words;
  if (isUnknown(first.value)) return;
  const mark = first.value === 'fwmark';
  if (!mark && !isAddress(first.value)) {
    const message = `"${first.value}" is no IP address: keepalived skips the line.`;
    tell({ id: 'invalid-address', severity: 'error', range: first.range, message });
    return;
  }
  const range = mark ? undefined : rangeFault(first.value, version);
  if (range !== undefined) {
    const message = `"${first.value}" ${range}: keepalived skips the line.`;
    tell({ id: 'invalid-address', severity: 'error', range: first.range, message });
    return;
  }
  if (!port) {
    const message = mark
      ? 'No number follows fwmark: keepalived stops reading here.'
      : `${first.value} has no port: it stands for all ports. Add the port.`;
    const id = mark ? 'missing-argument' : 'missing-port';
    tell({ id, severity: mark ? 'error' : 'warning', range: first.range, message });
    return;
  }
  const extra = words[mark ? 3 : 2];
  if (extra) {
    const message = `One line holds one entry: keepalived ignores "${extra.value}" and says nothing.`;
    tell({ id: 'extra-argument', severity: 'warning', range: extra.range, message });
  }
  const fault = numberFault(port.value, { kind: 'unsigned', min: 0, max: mark ? 4_294_967_295 : 65_535 }, version);
  if (fault !== undefined) {
    const message = `The ${mark ? 'mark' : 'port'} "${port.value}" ${fault}: keepalived skips the line.`;
    tell({ id: 'invalid-number', severity: 'error', range: port.range, message });
  } else if (mark && family && !isUnknown(family.value) && !/^inet6?$/.test(family.value)) {
    const message = `"${family.value}" is no family of a mark, only inet and inet6: keepalived skips the line.`;
    tell({ id: 'invalid-value', severity: 'error', range: family.range, message });
  }
}

/** Why a range of addresses, `10.0.0.1-9` or `10.0.0.0/28`, is none. */
function rangeFault(text: string, version: Version): string | undefined {
  const old = compareVersions(version, [2, 2]) < 0;
  const [, from = '', sign, to = ''] = /^([^-/]*)([-/])(.*)$/.exec(text) ?? [];
  const start = parseIp(from);
  if (!start || sign === undefined) return undefined;
  if (sign === '/') return old ? undefined : maskFault(start.text, start.family, to);
  const end = parseIp(to);
  if (end && !old) {
    if (end.family !== start.family) return 'ends in the other address family';
    return start.family === 4 && compareParts(end.text, start.text) < 0 ? 'ends before it starts' : undefined;
  }
  const base = start.family === 4 ? 10 : 16;
  if (!(base === 10 ? /^\d{1,3}$/ : /^[\da-f]{1,4}$/i).test(to)) return 'has no number at its end';
  const last = Number.parseInt(to, base);
  const first = Number.parseInt(start.text.split(base === 10 ? '.' : ':').at(-1) || '0', base);
  if (base === 10 && last > 255) return 'ends above 255';
  return first >= last ? 'ends before it starts' : undefined;
}

function maskFault(address: string, family: 4 | 6, mask: string): string | undefined {
  const longest = family === 4 ? 32 : 128;
  const length = Number(mask);
  if (!/^\d+$/.test(mask) || length === 0 || length > longest) return `has no mask of 1 to ${longest}`;
  if (family === 6) return undefined;
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return bits % 2 ** (32 - length) === 0
    ? undefined
    : `is not the first address of a network of prefix length ${length}`;
}

function compareParts(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
  return (a ?? 0) - (b ?? 0);
}
