import type { Argument, Choice } from '../../../catalog/keyword.ts';

/** Sections that carry traffic, by what they do with it. */
export const proxies = ['frontend', 'backend', 'listen'];
export const withDefaults = ['defaults', ...proxies];
export const incoming = ['frontend', 'listen'];
export const outgoing = ['backend', 'listen'];

export const time: Argument = {
  name: 'time',
  doc: 'A number with a unit: `us`, `ms` (default), `s`, `m`, `h` or `d`.',
};

export function choices(...values: string[]): Choice[] {
  return values.map((value) => ({ value }));
}

/** The single argument of most sections. */
export function name(doc: string): Argument[] {
  return [{ name: 'name', doc }];
}
