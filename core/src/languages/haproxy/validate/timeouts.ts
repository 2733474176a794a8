import { didYouMean, guessOf } from '../../../base/nearest.ts';
import { type Table, table } from '../../../base/table.ts';
import { readType } from './argument.ts';
import { timeouts } from './grammar-proxy.ts';
import type { DirectiveLine } from './line.ts';
import { sideWarning } from './sides.ts';

const removed: Table<string> = table({ clitimeout: 'client', contimeout: 'connect', srvtimeout: 'server' });

/** `timeout <name> <time>`. */
export function checkTimeout(line: DirectiveLine): void {
  if (!line.known(1)) return;
  const name = line.value(1);
  const side = timeouts.get(name);
  if (side === undefined) {
    const now = removed.get(name);
    const guess = now === undefined ? guessOf(name, [...timeouts.keys()]) : { word: name, meant: now };
    if (name === '') line.error('missing-argument', 1, '"timeout" needs a name, as in "timeout client 30s".');
    else line.error('unknown-keyword', 1, `There is no timeout "${name}".${didYouMean(guess)}`, guess);
    return;
  }
  if (readType(line, 'time', [], 2) === undefined) return;
  if (line.has(3))
    line.error('extra-argument', 3, `"${line.value(3)}" is not expected: a time has no blank before its unit.`);
  else sideWarning(line, 1, side.includes('F'), side.includes('B'));
}
