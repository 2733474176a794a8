import { guessOf } from '../../../base/nearest.ts';
import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { DirectiveLine } from './line.ts';

/** The modes of a proxy, and the last version that is known to lack it. */
const modes: Table<Version | undefined> = table({
  tcp: undefined,
  http: undefined,
  log: [2, 6],
  syslog: [2, 6],
  spop: [3, 0],
  haterm: [3, 2],
});

/** `mode …`. */
export function checkMode(line: DirectiveLine): void {
  if (!line.known(1)) return;
  const mode = line.value(1);
  const { facts, proxy } = line.context;
  const known = [...modes.keys()].filter((name) => {
    const lacking = modes.get(name);
    return lacking === undefined || compareVersions(facts.version, lacking) > 0;
  });
  if (mode === 'health') {
    if (compareVersions(facts.version, [2, 2]) <= 0) return;
    line.error('removed-keyword', 1, '"mode health" is gone: use "http-request return status 200".');
  } else if (mode === '') line.error('missing-argument', 1, '"mode" needs "http" or "tcp".');
  else if (!known.includes(mode)) {
    const guess = guessOf(mode, known);
    const help = guess ? `Did you mean "${guess.meant}"?` : `HAProxy knows ${known.join(', ')}.`;
    line.error('invalid-value', 1, `There is no mode "${mode}". ${help}`, guess);
  } else if (line.has(2)) line.error('extra-argument', 2, `"${line.value(2)}" is not expected behind the mode.`);
  else if (/^(?:log|syslog|spop)$/.test(mode) && proxy && !proxy.backend) {
    line.error('misplaced-keyword', 1, `"mode ${mode}" is for backends: HAProxy refuses it in a ${proxy.kind}.`);
  }
}
