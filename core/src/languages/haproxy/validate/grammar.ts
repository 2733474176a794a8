import { compareVersions, parseVersion, type Version } from '../../../base/version.ts';

/** An item of a grammar: see `parseGrammar` for how it is written. */
export type GrammarItem =
  | GrammarWord
  | { readonly kind: 'type'; readonly type: string; readonly params: readonly string[] }
  | { readonly kind: 'choice'; readonly options: readonly (readonly GrammarItem[])[]; readonly repeat: boolean }
  | { readonly kind: 'optional'; readonly items: readonly GrammarItem[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'rest' };

interface GrammarWord {
  readonly kind: 'word';
  readonly text: string;
  readonly since?: Version;
  readonly until?: Version;
}

export type Grammar = readonly GrammarItem[];

const known = new Map<string, Grammar>();

/**
 * Reads the compact notation of what follows a keyword:
 *
 *     word         this very word; `word@3.1` since that version, `word@!3.1` up to it
 *     <type> <type:a,b>   an argument of a type of `argument.ts`
 *     {a | b <int>}       one of these, each starting with its word; with `*` behind it, any number of them
 *     [ … ]               may be left out
 *     $                   nothing may follow; without it HAProxy ignores what follows
 *     ...                 anything may follow
 */
export function parseGrammar(text: string): Grammar {
  const found = known.get(text);
  if (found) return found;
  const tokens = text.match(/<[^>]+>|\{|\}\*?|\[|\]|\||\$|\.\.\.|[^\s<>{}[\]|$]+/g) ?? [];
  const made = readItems(tokens, { at: 0 });
  known.set(text, made);
  return made;
}

function readItems(tokens: readonly string[], position: { at: number }): GrammarItem[] {
  const items: GrammarItem[] = [];
  for (;;) {
    const token = tokens[position.at];
    if (token === undefined || token === '|' || token === ']' || token.startsWith('}')) return items;
    position.at++;
    if (token === '{') {
      const options: GrammarItem[][] = [];
      do options.push(readItems(tokens, position));
      while (tokens[position.at++] === '|');
      items.push({ kind: 'choice', options, repeat: tokens[position.at - 1] === '}*' });
    } else if (token === '[') {
      items.push({ kind: 'optional', items: readItems(tokens, position) });
      position.at++;
    } else if (token === '$') items.push({ kind: 'end' });
    else if (token === '...') items.push({ kind: 'rest' });
    else if (token.startsWith('<')) {
      const [type = '', params = ''] = token.slice(1, -1).split(':');
      items.push({ kind: 'type', type, params: params === '' ? [] : params.split(',') });
    } else items.push(readWord(token));
  }
}

function readWord(token: string): GrammarWord {
  const [text = '', version] = token.split('@');
  if (version === undefined) return { kind: 'word', text };
  const gone = version.startsWith('!');
  const parsed = parseVersion(gone ? version.slice(1) : version) ?? [];
  return { kind: 'word', text, ...(gone ? { until: parsed } : { since: parsed }) };
}

/** Whether a version has this word; true for all other items. */
export function inVersion(item: GrammarItem, version: Version): boolean {
  if (item.kind !== 'word') return true;
  if (item.since && compareVersions(version, item.since) < 0) return false;
  return !item.until || compareVersions(version, item.until) < 0;
}
