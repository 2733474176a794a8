import { didYouMean, guessOf } from '../../../base/nearest.ts';
import { type Table, table } from '../../../base/table.ts';
import { readType } from './argument.ts';
import { parseGrammar } from './grammar.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';

const grammars: Table<string> = table({
  cache: '<any> $',
  compression: '$',
  'comp-req': '$',
  'comp-res': '$',
  'fcgi-app': '<use:fcgi-app>',
  spoe: '{ config <any> | engine <any> }* $',
  trace: '{ name <any> | quiet | random-forwarding | random-parsing | max-fwd <any> | hexdump }* $',
});

/** `filter <name> …`. */
export function checkFilter(line: DirectiveLine): void {
  if (!line.known(1)) return;
  const name = line.value(1);
  const names = [...line.context.facts.filters, 'opentracing', 'opentelemetry'];
  if (name === '') {
    line.error('missing-argument', 1, 'The name of a filter is missing.');
  } else if (!names.includes(name) && !(line.context.luaLoaded && name.startsWith('lua.'))) {
    const guess = guessOf(name, names);
    const help = guess ? `Did you mean "${guess.meant}"?` : `HAProxy knows ${names.join(', ')}.`;
    line.error('invalid-value', 1, `There is no filter "${name}". ${help}`, guess);
  } else if (name.startsWith('bwlim-')) checkBandwidth(line);
  else if (matchGrammar(line, parseGrammar(grammars.get(name) ?? '...'), 2) !== undefined && name === 'spoe') {
    checkEngine(line);
  }
}

function checkEngine(line: DirectiveLine): void {
  for (let at = 2; at < line.length; at += 2) if (!line.known(at) || line.value(at) === 'config') return;
  line.error('missing-argument', 1, '"filter spoe" needs "config" with the file that describes its agents.');
}

/** Options of a limit for each stream, and those of one that streams share by a key. */
const ownOptions = ['default-limit', 'default-period'];
const sharedOptions = ['limit', 'key', 'table'];

/** `filter bwlim-in <name> …`: a limit is either for each stream or shared, and each kind needs its options. */
function checkBandwidth(line: DirectiveLine): void {
  if (!line.has(2)) {
    return void line.error('missing-argument', 2, `"${line.value(1)}" needs a name, which rules call the limit by.`);
  }
  const seen = new Set<string>();
  for (let at = 3; line.has(at); ) {
    if (!line.known(at)) return;
    const option = line.value(at);
    if (option !== 'min-size' && !ownOptions.includes(option) && !sharedOptions.includes(option)) {
      const guess = guessOf(option, [...ownOptions, ...sharedOptions, 'min-size']);
      return void line.error(
        'invalid-value',
        at,
        `"${option}" is not an option of "${line.value(1)}".${didYouMean(guess)}`,
        guess,
      );
    }
    seen.add(option);
    const other = (sharedOptions.includes(option) ? ownOptions : sharedOptions).find((name) => seen.has(name));
    if (option !== 'min-size' && other !== undefined) {
      return void line.error(
        'invalid-value',
        at,
        `"${option}" does not go together with "${other}": a limit is for each stream, or shared by a key.`,
      );
    }
    const type = option === 'key' ? 'expr' : option === 'table' ? 'any' : option.endsWith('period') ? 'time' : 'size';
    const next = readType(line, type, [], at + 1);
    if (next === undefined) return;
    at = next;
  }
  const needed = sharedOptions.some((name) => seen.has(name)) ? ['key', 'limit'] : ['default-period', 'default-limit'];
  const lacking = needed.find((name) => !seen.has(name));
  if (lacking !== undefined) line.error('missing-argument', 1, `"${lacking}" is missing.`);
}
