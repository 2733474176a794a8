import { faultInWords, readFault } from '../failover/fault.ts';
import type { Gap, Milliseconds } from '../failover/prediction.ts';

/** A time in seconds with one decimal: "2.6 s", a range "2.6–3.6 s", "at once". */
export function formatGap([low, high]: Milliseconds): string {
  if (high < 50) return 'at once';
  const [from, to] = [seconds(low), seconds(high)];
  return from === to ? `${to} s` : `${from}–${to} s`;
}

/** The same as the end of a sentence: " after 2.6–3.6 s", " at once", or nothing where no time is modelled. */
export function afterGap(gap: Gap): string {
  if (gap === 'not modelled') return '';
  const text = formatGap(gap);
  return text === 'at once' ? ' at once' : ` after ${text}`;
}

/** The same between two words of a sentence: " in 2.6–3.6 s". */
export function inGap(gap: Gap): string {
  return afterGap(gap).replace(' after ', ' in ');
}

/** What a fault, named as text (`lb1:crash`), means to a person. */
export function faultTextInWords(text: string): string {
  const fault = readFault(text);
  return fault ? faultInWords(fault) : text;
}

/** "1 server", "30 servers". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
