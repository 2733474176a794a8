import { type Table, table } from '../base/table.ts';

/** A word that asks for, or changes, what a stick table counts. */
export interface CounterRead {
  /** As written: `sc0_http_req_rate`, `src_get_gpc0`, `table_conn_cur`. */
  readonly name: string;
  /** How the entry is found: the one that a tracked counter points to, by the client's address, by any key. */
  readonly by: 'tracked' | 'address' | 'key';
  /** The tracked counter's number; undefined where it is not told by a number. */
  readonly counter: string | undefined;
  /** The table that it names; undefined for that of the tracked counter, or of the section. */
  readonly table: string | undefined;
  /** What is asked for, without `get`, `inc` and the number of the array: `http_req_rate`, `gpc0`, `gpc`. */
  readonly data: string;
  /** One of these has to be stored. */
  readonly needs: readonly string[];
  /** It changes the value. */
  readonly changes: 'up' | 'to' | undefined;
}

const call =
  /(?<![\w.-])(?:(sc[0-9]?|src)_|(table)_|(sc)-)((?:get|inc|clr|set|add|updt)[_-])?([a-z][\w-]*)(?:\(([^()]*)\))?/g;

/** The counters that a word of a line asks for, also inside `%[…]`. */
export function countersIn(word: string): readonly CounterRead[] {
  const found: CounterRead[] = [];
  for (const match of word.matchAll(call)) {
    const read = readOf(match);
    if (read) found.push(read);
  }
  return found;
}

function readOf(match: RegExpExecArray): CounterRead | undefined {
  const [text, own, byKey, , verb = '', rest = '', list = ''] = match;
  const data = rest.replace(/^kbytes_(in|out)$/, 'bytes_$1_cnt');
  const doing = verb.slice(0, -1);
  const needs = (doing === 'inc' || doing === 'add' ? incremented : stored).get(data);
  if (!needs) return undefined;
  const args = list === '' ? [] : list.split(',').map((arg) => arg.trim());
  if (/^gp[ct](?:_rate)?$/.test(data)) args.shift();
  const by = byKey ? 'key' : own === 'src' ? 'address' : 'tracked';
  const numbered = own !== undefined && own.length === 3 && own !== 'src';
  const counter = by !== 'tracked' ? undefined : numbered ? own.slice(2) : args.shift();
  if (by === 'tracked' && !/^\d+$/.test(counter ?? '')) return undefined;
  return {
    name: text.replace(/\(.*/, ''),
    by,
    counter,
    table: args[0] === '' ? undefined : args[0],
    data,
    needs,
    changes:
      doing === 'inc' || doing === 'add' || doing === 'updt'
        ? 'up'
        : doing === 'set' || doing === 'clr'
          ? 'to'
          : undefined,
  };
}

/** What has to be stored for each thing that can be asked for: one of these. */
const stored: Table<readonly string[]> = table({
  bytes_in_cnt: ['bytes_in_cnt'],
  bytes_in_rate: ['bytes_in_rate'],
  bytes_out_cnt: ['bytes_out_cnt'],
  bytes_out_rate: ['bytes_out_rate'],
  conn_cnt: ['conn_cnt'],
  conn_cur: ['conn_cur'],
  conn_rate: ['conn_rate'],
  glitch_cnt: ['glitch_cnt'],
  glitch_rate: ['glitch_rate'],
  gpc: ['gpc'],
  gpc0: ['gpc0', 'gpc'],
  gpc0_rate: ['gpc0_rate', 'gpc_rate'],
  gpc1: ['gpc1', 'gpc'],
  gpc1_rate: ['gpc1_rate', 'gpc_rate'],
  gpc_rate: ['gpc_rate'],
  gpt: ['gpt'],
  gpt0: ['gpt0', 'gpt'],
  http_err_cnt: ['http_err_cnt'],
  http_err_rate: ['http_err_rate'],
  http_fail_cnt: ['http_fail_cnt'],
  http_fail_rate: ['http_fail_rate'],
  http_req_cnt: ['http_req_cnt'],
  http_req_rate: ['http_req_rate'],
  sess_cnt: ['sess_cnt'],
  sess_rate: ['sess_rate'],
});

/** Counting up also feeds the rate of the same counter. */
const incremented: Table<readonly string[]> = table({
  gpc: ['gpc', 'gpc_rate'],
  gpc0: ['gpc0', 'gpc', 'gpc0_rate', 'gpc_rate'],
  gpc1: ['gpc1', 'gpc', 'gpc1_rate', 'gpc_rate'],
});
