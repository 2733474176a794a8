import { type Table, table } from '../../../base/table.ts';
/** How HAProxy reads a time. `none` is a character where no unit is, `tail` something after the unit, which only warns. */
export type TimeFault = { readonly kind: 'none' | 'tail' | 'over' | 'under'; readonly at: string };

const seconds: Table<number> = table({ us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86400 });

/** Times that are neither too short nor too long, as most are. */
const usualTime = /^\d{1,5}(?:ms|s)?$/;

/** Checks a time as `parse_time_err` does; `unit` is the one in which the program keeps it. */
export function timeFault(text: string, unit: 'us' | 'ms' | 's'): TimeFault | undefined {
  if (unit === 'ms' && usualTime.test(text)) return undefined;
  const match = /^(\d+)(us|ms|s|m|h|d)?/.exec(text);
  if (!match) return { kind: 'none', at: text.charAt(0) };
  const rest = text.slice(match[0].length);
  if (match[2] === undefined && rest !== '') return { kind: 'none', at: rest.charAt(0) };
  const amount = Number(match[1]);
  const value = match[2] === undefined ? amount : (amount * (seconds.get(match[2]) ?? 1)) / (seconds.get(unit) ?? 1);
  if (value > 2147483647) return { kind: 'over', at: text };
  if (amount > 0 && value < 0.999999) return { kind: 'under', at: text };
  return rest === '' ? undefined : { kind: 'tail', at: rest.charAt(0) };
}

/** Whether `parse_size_err` reads it: a number and perhaps one of `k`, `m`, `g`. */
export function isSize(text: string): boolean {
  return /^\d+[kKmMgG]?$/.test(text) || text === '0';
}

/** C's `atol`: the number that a text starts with, 0 when there is none. */
export function leadingNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const match = /^\s*([+-]?\d+)/.exec(text);
  return match ? Number(match[1]) : 0;
}

/** The first character that HAProxy does not take in the name of a proxy, server or ACL. */
export function invalidNameCharacter(name: string): string | undefined {
  return notInNames.exec(name)?.[0];
}

const notInNames = /[^\w.:-]/u;
