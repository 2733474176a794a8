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

/** What a fault, given as on the command line (`lb1:crash`), means to a person. */
export function describeFault(fault: string): string {
  const [first = '', second = '', ...rest] = fault.split(':');
  const name = rest.join(':');
  if (first === 'cut') return `${second} is cut off from the others`;
  switch (second) {
    case 'crash':
      return `${first} loses power`;
    case 'kill':
      return `keepalived on ${first} is killed`;
    case 'stop':
      return `keepalived on ${first} is stopped`;
    case 'haproxy':
      return `HAProxy on ${first} goes down`;
    case 'check':
      return `check ${name} fails on ${first}`;
    case 'if':
      return `interface ${name} of ${first} goes down`;
    default:
      return fault;
  }
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
