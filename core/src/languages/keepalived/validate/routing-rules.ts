import type { Version } from '../../../base/version.ts';
import type { Tell } from './issue.ts';
import { optionsOf, readOption, type Scan } from './options.ts';
import type { Piece, PieceWord } from './pieces.ts';
import { isUnknown } from './values.ts';

const ruleOptions = optionsOf([
  ['inet inet6 tos dsfield realms ipproto suppress_ifgroup sup_group table lookup track_group', 'word'],
  ['fwmark', 'mark'],
  ['uidrange sport dport', 'range'],
  ['from to', 'network'],
  ['preference order priority', 'any-base'],
  ['goto suppress_prefixlength sup_pl tunnel-id', 'number'],
  ['dev iif oif', 'interface'],
  ['protocol', 'byte'],
  ['not l3mdev no_track nop', 'none'],
]);

const ruleTypes = new Set(['blackhole', 'unreachable', 'prohibit']);
const tableOptions = ['realms', 'suppress_prefixlength', 'sup_pl', 'suppress_ifgroup', 'sup_group'];
const ruleActions = new Set([...ruleTypes, 'table', 'lookup', 'goto', 'nop', 'l3mdev']);

/** Reports what is wrong with a line of static_rules or virtual_rules. */
export function checkRule({ words }: Piece, isStatic: boolean, version: Version, tell: Tell): void {
  const scan: Scan = { words, options: ruleOptions, what: 'rule', version, tell, family: undefined, seen: new Map() };
  for (let index = 0; index < words.length; ) {
    const word = words[index];
    if (!word || isUnknown(word.value)) return;
    if (ruleOptions.has(word.value) && (isStatic || word.value !== 'track_group')) {
      const next = readOption(scan, index);
      if (next === undefined) return;
      index = next;
      continue;
    }
    const action = word.value === 'type' ? words[index + 1] : word;
    if (!action || !ruleTypes.has(action.value)) {
      const message = `keepalived knows no "${action?.value ?? word.value}" in a rule and leaves out the whole rule.`;
      tell({ id: 'invalid-value', severity: 'error', range: word.range, message });
      return;
    }
    scan.seen.set(action.value, undefined);
    index += action === word ? 1 : 2;
  }
  const [first] = words;
  const fault = ruleFault(scan.seen);
  if (fault) {
    const range = fault.word?.range ?? first.range;
    tell({ id: 'invalid-value', severity: 'error', range, message: `${fault.why}: keepalived leaves out the rule.` });
  } else finishRule(first, scan.seen, tell);
}

interface RuleFault {
  readonly why: string;
  readonly word?: PieceWord | undefined;
}

/** Why the options of a rule do not fit together. */
function ruleFault(seen: Scan['seen']): RuleFault | undefined {
  const actions = [...seen.keys()].filter((name) => ruleActions.has(name));
  const [action = ''] = actions;
  if (action === '') return { why: 'The rule says nothing to do, such as table and a routing table' };
  if (actions.length > 1) return { why: `A rule does one thing, this one ${actions.join(' and ')}` };
  const table = seen.get('table') ?? seen.get('lookup');
  if (table && /^0+$/.test(table.value)) return { why: 'There is no routing table 0', word: table };
  const option = tableOptions.find((name) => seen.has(name));
  if (option !== undefined && !table && action !== 'l3mdev') return { why: `${option} needs a table` };
  const preference = preferenceOf(seen);
  const target = seen.get('goto');
  return target && preference && Number(preference.value) >= Number(target.value)
    ? { why: 'A rule can jump only to one behind it, with a higher preference', word: target }
    : undefined;
}

function preferenceOf(seen: Scan['seen']): PieceWord | undefined {
  return seen.get('preference') ?? seen.get('order') ?? seen.get('priority');
}

function finishRule(first: PieceWord, seen: Scan['seen'], tell: Tell): void {
  const protocol = seen.get('protocol');
  if (protocol && !seen.has('no_track') && /^\d+$/.test(protocol.value) && Number(protocol.value) !== 18) {
    const message = `keepalived tracks only rules of its own protocol, and ignores "${protocol.value}". Add no_track or remove the protocol.`;
    tell({ id: 'invalid-value', severity: 'warning', range: protocol.range, message });
  }
  if (preferenceOf(seen)) return;
  const target = seen.get('goto');
  const message = target
    ? 'A rule that jumps needs a preference: keepalived leaves it out. Add preference and a number.'
    : 'The rule has no preference: keepalived counts down from 16384, so an edit of other rules moves it. Add preference and a number.';
  tell({ id: 'rule-without-preference', severity: target ? 'error' : 'warning', range: first.range, message });
}
