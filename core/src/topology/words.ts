import { faultInWords, readFault } from '../failover/fault.ts';

/** A time in seconds with one decimal: "2.6 s", a range "2.6–3.6 s", "at once". Milliseconds in. */
export function formatGap([low, high]: readonly [number, number]): string {
  if (high < 50) return 'at once';
  const [from, to] = [seconds(low), seconds(high)];
  return from === to ? `${to} s` : `${from}–${to} s`;
}

/** The same as the end of a sentence: "after 2.6–3.6 s", "at once". */
export function afterGap(gap: readonly [number, number]): string {
  const text = formatGap(gap);
  return text === 'at once' ? text : `after ${text}`;
}

/** What a fault, named as text (`lb1:crash`), means to a person. */
export function faultTextInWords(text: string): string {
  const fault = readFault(text);
  return fault ? faultInWords(fault) : text;
}

/** "lb1", "lb1 and lb2", "lb1, lb2 and lb3". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** "1 server", "30 servers". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
