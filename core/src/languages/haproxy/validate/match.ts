import { guessOf } from '../../../base/nearest.ts';
import { readType } from './argument.ts';
import { type Grammar, type GrammarItem, inVersion } from './grammar.ts';
import type { DirectiveLine } from './line.ts';

/** Where reading goes on, or undefined after an error or where nothing more can be said. */
type Next = number | undefined;

/** Checks the words from `first` against a grammar and reports the first thing that does not fit. */
export function matchGrammar(line: DirectiveLine, grammar: Grammar, first: number): Next {
  let at = first;
  let before: GrammarItem | undefined;
  for (let i = 0; i < grammar.length; i++) {
    const item = grammar[i];
    if (!item) break;
    const next = matchItem(line, item, at, before);
    if (next === undefined) return undefined;
    at = next;
    before = item;
  }
  return at;
}

function matchItem(line: DirectiveLine, item: GrammarItem, at: number, before: GrammarItem | undefined): Next {
  // Behind a variable that may stand for several words nothing is certain.
  if (at > 0 && !line.known(at - 1) && item.kind !== 'rest' && line.value(at - 1).includes('[*]')) return undefined;
  switch (item.kind) {
    case 'rest':
      return undefined;
    case 'end':
      return matchEnd(line, at, before);
    case 'word':
      if (!line.known(at) || line.value(at) === item.text) return at + 1;
      return wrongWord(line, at, [item.text]);
    case 'type':
      return readType(line, item.type, item.params, at);
    case 'optional':
      return line.has(at) && startsWith(line, item.items[0], at) ? matchGrammar(line, item.items, at) : at;
    case 'choice':
      return matchChoice(line, item, at);
  }
}

/** Nothing may follow; what might have is told from the item before. */
function matchEnd(line: DirectiveLine, at: number, before: GrammarItem | undefined): Next {
  if (!line.has(at)) return at;
  if (!line.known(at)) return undefined;
  const names = before?.kind === 'choice' && before.repeat ? firstWords(line, before) : [];
  const word = line.value(at);
  const guess = guessOf(word, names);
  const help = guess
    ? ` Did you mean "${guess.meant}"?`
    : names.length > 0
      ? ` It takes ${list(names)}.`
      : ' Quote it or escape its blanks if it belongs to the argument before.';
  line.error(
    names.length > 0 ? 'invalid-value' : 'extra-argument',
    at,
    `"${word}" is not expected here.${help}`,
    guess,
  );
  return undefined;
}

function matchChoice(line: DirectiveLine, item: GrammarItem & { kind: 'choice' }, first: number): Next {
  let at = first;
  for (;;) {
    if (!line.has(at) && item.repeat) return at;
    const option = item.options.find((items) => items.length > 0 && startsWith(line, items[0], at));
    if (!option) {
      if (item.repeat) return at;
      if (item.options.some((items) => items.length === 0)) return at;
      return wrongWord(line, at, firstWords(line, item));
    }
    if (!line.known(at)) return undefined;
    const next = matchGrammar(line, option, at);
    if (next === undefined || !item.repeat) return next;
    at = next;
  }
}

function startsWith(line: DirectiveLine, item: GrammarItem | undefined, at: number): boolean {
  if (!item) return true;
  if (item.kind === 'word') {
    return !line.known(at) || (line.value(at) === item.text && inVersion(item, line.context.facts.version));
  }
  if (item.kind === 'type' && item.type === 'if') return /^(?:if|unless)$/.test(line.value(at));
  if (item.kind === 'choice') return item.options.some((items) => startsWith(line, items[0], at));
  return true;
}

function firstWords(line: DirectiveLine, item: GrammarItem & { kind: 'choice' }): string[] {
  const { version } = line.context.facts;
  return item.options.flatMap(([first]) => (first?.kind === 'word' && inVersion(first, version) ? [first.text] : []));
}

function wrongWord(line: DirectiveLine, at: number, wanted: readonly string[]): undefined {
  const word = line.value(at);
  if (!line.has(at)) {
    line.error('missing-argument', at, `Something is missing after "${line.value(line.length - 1)}": ${list(wanted)}.`);
    return undefined;
  }
  const guess = guessOf(word, wanted);
  line.error(
    'invalid-value',
    at,
    `"${word}" is not expected here. ${guess ? `Did you mean "${guess.meant}"?` : `HAProxy takes ${list(wanted)}.`}`,
    guess,
  );
  return undefined;
}

function list(words: readonly string[]): string {
  const shown = words.slice(0, 12).map((word) => `"${word}"`);
  return `${shown.join(', ')}${words.length > 12 ? ' and others' : ''}`;
}
