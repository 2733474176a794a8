import { didYouMean, guessOf } from '../../../base/nearest.ts';
import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { parseGrammar } from './grammar.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';

const stored: ReadonlySet<string> = new Set(
  'server_id gpc0 gpc0_rate gpc1 gpc1_rate gpc gpc_rate gpt gpt0 conn_cnt conn_rate conn_cur sess_cnt sess_rate http_req_cnt http_req_rate http_err_cnt http_err_rate http_fail_cnt http_fail_rate bytes_in_cnt bytes_in_rate bytes_out_cnt bytes_out_rate glitch_cnt glitch_rate server_key'.split(
    ' ',
  ),
);

/** The last version that is known to lack some of them. */
const lacking: Table<Version> = table({
  glitch_cnt: [2, 6],
  glitch_rate: [2, 6],
  gpc: [2, 2],
  gpc_rate: [2, 2],
  gpt: [2, 2],
  http_fail_cnt: [2, 2],
  http_fail_rate: [2, 2],
  server_key: [2, 2],
});

const grammar = `{ type { ip | ipv4@3.1 | ipv6 | integer | string [len <int:1>] | binary [len <int:1>] } | size <size> | expire <time>
  | nopurge | peers <any> | store [<any>] | srvkey {name|addr} | write-to@2.7 <any> | brates-factor@3.1 <int:1,1024> | recv-only@3.1 }* $`;

/** `stick-table type … size … store …`. */
export function checkStickTable(line: DirectiveLine, first = 1): void {
  if (matchGrammar(line, parseGrammar(grammar), first) === undefined) return;
  if (!line.allKnown) return;
  for (const name of ['size', 'type']) {
    if (!line.values.includes(name, first)) {
      return void line.error('missing-argument', 0, `The ${name} of the stick table is missing.`);
    }
  }
  line.words.forEach((word, index) => {
    if (line.value(index - 1) === 'store') checkStored(line, index, word.value);
  });
}

/** Splits at the commas that no closing parenthesis follows before another one opens. */
function itemsOf(text: string): readonly string[] {
  const items: string[] = [];
  let end = text.length;
  let inside = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text.charAt(at);
    if (character === ')') inside = true;
    else if (character === '(') inside = false;
    else if (character === ',' && !inside) {
      items.push(text.slice(at + 1, end));
      end = at;
    }
  }
  items.push(text.slice(0, end));
  return items.reverse();
}

function checkStored(line: DirectiveLine, at: number, text: string): void {
  for (const item of itemsOf(text)) {
    const name = item.replace(/\(.*/, '');
    const without = lacking.get(name);
    if (without && compareVersions(line.context.facts.version, without) <= 0) {
      return void line.error('invalid-value', at, `Stick tables of this version store no "${name}": newer ones do.`);
    }
    if (name === '' || stored.has(name)) {
      if (item.includes('(') && !item.includes(')')) {
        return void line.error('invalid-value', at, `The closing parenthesis of "${item}" is missing.`);
      }
      if (/_rate$/.test(item))
        return void line.error('missing-argument', at, `"${item}" needs a period, as in "${item}(10s)".`);
      continue;
    }
    const guess = guessOf(name, stored);
    return void line.error('invalid-value', at, `Stick tables store no "${name}".${didYouMean(guess)}`, guess);
  }
}
