import type { Version } from '../../base/version.ts';
import type { Cursor } from '../../catalog/assist.ts';
import type { Argument, Keyword } from '../../catalog/keyword.ts';
import { findKeyword, keywordsIn } from '../../catalog/lookup.ts';
import { haproxyCatalog } from './catalog.ts';
import { catalogName } from './catalog-name.ts';
import { formatPosition } from './sample-position.ts';

/** What kind of thing stands at a cursor. */
export type CursorPlace =
  | { readonly kind: 'sample'; readonly text: string }
  | { readonly kind: 'acl-sample'; readonly text: string }
  | { readonly kind: 'variable'; readonly text: string }
  | { readonly kind: 'condition' }
  | { readonly kind: 'match'; readonly words: readonly string[]; readonly braces: boolean }
  | { readonly kind: 'scope'; readonly action: string; readonly argument: number; readonly text: string }
  | KeywordPlace;

/** A keyword, a parameter or a plain argument. */
export interface KeywordPlace {
  readonly kind: 'keyword';
  /** The words before the cursor without `no` and `default`. */
  readonly before: readonly string[];
  readonly negated: boolean;
}

/** Sections whose rules take conditions are all that is not one of these first words. */
const withoutCondition =
  /^(?:server|server-template|default-server|bind|log|acl|description|log-format.*|filter|balance)$/;

/** Decides what kind of thing stands at the cursor, from the words before it. */
export function placeOf(cursor: Cursor, version: Version): CursorPlace {
  const words = cursor.words.slice(0, cursor.at);
  const negated = words[0] === 'no' || words[0] === 'default';
  const before = negated ? words.slice(1) : words;
  const first = before[0];
  const typed = cursor.prefix.replace(/^["']/, '');
  if (first === undefined) return { kind: 'keyword', before, negated };
  const inFormat = formatPosition(cursor.prefix);
  if (inFormat) return inFormat;
  if (first === 'acl' && before.length >= 2) {
    const words = before.slice(2);
    return words.length === 0 ? { kind: 'acl-sample', text: typed } : { kind: 'match', words, braces: false };
  }
  const ifAt = before.findIndex((word, index) => index > 0 && (word === 'if' || word === 'unless'));
  if (ifAt > 0 && !withoutCondition.test(first)) return conditionPlace(before.slice(ifAt + 1), typed);
  const call = /^([a-z][\w-]*)\(([^)]*)$/.exec(cursor.prefix);
  if (call && isAction(cursor.context, before, version)) {
    const args = (call[2] ?? '').split(',');
    return { kind: 'scope', action: call[1] ?? '', argument: args.length - 1, text: args.at(-1) ?? '' };
  }
  const expected = expectedAt(cursor.context, before, version);
  if (expected?.slots.some((slot) => slot.argument.syntax === 'sample')) {
    return { kind: 'sample', text: typed };
  }
  if (expected?.slots.some((slot) => slot.argument.syntax === 'match')) {
    return { kind: 'match', words: before, braces: false };
  }
  return { kind: 'keyword', before, negated };
}

function isAction(context: string, before: readonly string[], version: Version): boolean {
  const prefix = `${before.join(' ')} `;
  return keywordsIn(haproxyCatalog, context, version).some((keyword) => keyword.name.startsWith(prefix));
}

function conditionPlace(words: readonly string[], typed: string): CursorPlace {
  const open = words.lastIndexOf('{');
  const negatedOpen = words.lastIndexOf('!{');
  const start = Math.max(open, negatedOpen);
  if (start < 0 || words.lastIndexOf('}') > start) return { kind: 'condition' };
  const inner = words.slice(start + 1);
  return inner.length === 0 ? { kind: 'acl-sample', text: typed } : { kind: 'match', words: inner, braces: true };
}

/** An argument that may stand at a place, with the keyword or parameter it belongs to. */
export interface ArgumentSlot {
  readonly owner: Keyword;
  readonly argument: Argument;
}

/** What the keyword of a line leaves room for. */
export interface Expected {
  readonly keyword: Keyword;
  readonly slots: readonly ArgumentSlot[];
  /** The context of the parameters that may stand here. */
  readonly parameters?: string;
}

/** No keyword has more words in its name. */
const mostWords = 4;

/** Walks from the line's keyword over its arguments and parameters to the place behind `before`. */
export function expectedAt(context: string, before: readonly string[], version: Version): Expected | undefined {
  const names = before.map(catalogName);
  const keyword = findKeyword(haproxyCatalog, context, names, version);
  if (!keyword) return undefined;
  let owner = keyword;
  let list = keyword.arguments ?? [];
  let next = 0;
  let at = keyword.name.split(' ').length;
  for (;;) {
    if (at >= before.length) {
      const slots: ArgumentSlot[] = [];
      let required = false;
      for (const argument of list.slice(next)) {
        slots.push({ owner, argument });
        required = argument.optional !== true;
        if (required && !(argument.repeated && next > 0)) break;
        required = false;
      }
      return { keyword, slots, ...(keyword.parameters && !required && { parameters: keyword.parameters }) };
    }
    const word = names[at] ?? '';
    // A word that an optional argument cannot be belongs to what follows it.
    const passes = (argument: Argument | undefined) =>
      argument?.optional === true &&
      ((argument.choices !== undefined && !argument.choices.some((choice) => choice.value === word)) ||
        (keyword.parameters !== undefined &&
          argument.choices === undefined &&
          findKeyword(haproxyCatalog, keyword.parameters, names.slice(at, at + mostWords), version) !== undefined));
    while (next < list.length && passes(list[next])) next++;
    const argument = list[next];
    if (argument) {
      if (!argument.repeated) next++;
      at++;
      continue;
    }
    const parameter =
      keyword.parameters && findKeyword(haproxyCatalog, keyword.parameters, names.slice(at, at + mostWords), version);
    if (parameter) {
      owner = parameter;
      list = parameter.arguments ?? [];
      next = 0;
      at += parameter.name.split(' ').length;
    } else at++;
  }
}
