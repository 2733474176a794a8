import { parseIp } from '../../../base/ip-address.ts';
import { memo } from '../../../base/memo.ts';
import type { AclTest } from './acl-test.ts';

/** Numbers or addresses from the first to the last; those of different families are not compared. */
export interface Range {
  readonly family: 'number' | 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** What the patterns of a test for numbers or addresses take in; undefined where it is for something else. */
export const rangesOf = memo((test: AclTest): readonly Range[] | undefined => {
  const { method, patterns, open } = test;
  const values = patterns.filter(({ known }) => known).map(({ value }) => value);
  if (open && values.length < patterns.length) return undefined;
  if (method === 'int') return numbers(values);
  if (method !== 'ip') return undefined;
  const found = values.map(network);
  return found.every((range) => range !== undefined) ? found : undefined;
});

const widest = 1n << 64n;

function numbers(values: readonly string[]): Range[] | undefined {
  const found: Range[] = [];
  let operator = 'eq';
  for (const value of values) {
    if (/^(?:eq|ge|gt|le|lt)$/.test(value)) {
      operator = value;
      continue;
    }
    const parts = /^(-?\d{1,18})?(?:([:-])(-?\d{1,18})?)?$/.exec(value);
    if (!parts || value === '') return undefined;
    const low = parts[1] === undefined ? -widest : BigInt(parts[1]);
    const high = parts[2] === undefined ? low : parts[3] === undefined ? widest : BigInt(parts[3]);
    if (operator === 'eq') found.push({ family: 'number', first: low, last: high });
    else if (low !== high) return undefined;
    else if (operator === 'ge') found.push({ family: 'number', first: low, last: widest });
    else if (operator === 'gt') found.push({ family: 'number', first: low + 1n, last: widest });
    else if (operator === 'le') found.push({ family: 'number', first: -widest, last: low });
    else found.push({ family: 'number', first: -widest, last: low - 1n });
  }
  return found;
}

/** An address or a network with a length; undefined for names, masks and what is shorter. */
function network(text: string): Range | undefined {
  const [host = '', length] = text.split('/');
  const address = parseIp(host);
  if (!address || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const bits = address.family === 4 ? 32 : 128;
  const free = BigInt(Math.max(0, bits - Number(length ?? bits)));
  const first = ((address.family === 4 ? ofIpv4(host) : ofIpv6(address.text)) >> free) << free;
  return { family: address.family, first, last: first + (1n << free) - 1n };
}

function ofIpv4(text: string): bigint {
  return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ofIpv6(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const groups = (part: string): string[] => part.split(':').filter((group) => group !== '');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
