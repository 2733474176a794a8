/** What one character of a name may be. */
interface Piece {
  readonly kind: 'star' | 'any' | 'set' | 'literal';
  /** Of a literal the code of its character; -1 of any other. */
  readonly code: number;
  /** Characters of a set as inclusive ranges of their codes. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly negated: boolean;
}

const star: Piece = { kind: 'star', code: -1, ranges: [], negated: false };
const any: Piece = { kind: 'any', code: -1, ranges: [], negated: true };

/** No file system has longer paths. */
const longestPath = 4096;

/**
 * What a pattern of glob(3) matches, path by path: `*`, `?` and `[…]` stop at a slash and match no dot at the start of
 * a name, `\` takes the next character as it is.
 *
 * Without a regular expression: of several stars only the last one that was passed is ever tried again, so that a path
 * takes at most its length times the pattern's, whoever wrote the pattern.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const names = pattern.split('/').map(piecesOf);
  const [only] = names;
  if (only && names.length === 1)
    return (path) => path.length <= longestPath && !path.includes('/') && matches(only, path);
  return (path) => {
    if (path.length > longestPath) return false;
    const segments = path.split('/');
    return segments.length === names.length && segments.every((segment, index) => matches(names[index] ?? [], segment));
  };
}

/** The text that everything that a pattern matches starts with. */
export function literalStart(pattern: string): string {
  const end = pattern.search(/[*?[\\]/);
  return end < 0 ? pattern : pattern.slice(0, end);
}

function matches(pieces: readonly Piece[], name: string): boolean {
  if (name.startsWith('.') && pieces[0]?.kind !== 'literal') return false;
  let at = 0;
  let piece = 0;
  /** The star that was passed last, and where what it stands for ends. */
  let last = -1;
  let reach = 0;
  while (at < name.length) {
    const wanted = pieces[piece];
    if (wanted?.kind === 'star') {
      last = piece++;
      reach = at;
    } else if (wanted && takes(wanted, name.charCodeAt(at))) {
      at++;
      piece++;
    } else if (last >= 0) {
      piece = last + 1;
      at = ++reach;
    } else return false;
  }
  while (pieces[piece]?.kind === 'star') piece++;
  return piece === pieces.length;
}

function takes({ code: own, ranges, negated }: Piece, code: number): boolean {
  if (own >= 0) return own === code;
  return ranges.some(([from, to]) => from <= code && code <= to) !== negated;
}

/** The pieces of a pattern's part between slashes; a run of stars is one. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const set = character === '[' ? setAt(text, at) : undefined;
    if (set) {
      pieces.push(set.piece);
      at = set.end;
    } else if (character === '*') {
      if (pieces.at(-1) !== star) pieces.push(star);
    } else if (character === '?') pieces.push(any);
    else {
      if (character === '\\' && at + 1 < text.length) at++;
      pieces.push({ kind: 'literal', code: text.charCodeAt(at), ranges: [], negated: false });
    }
  }
  return pieces;
}

/** The set whose `[` stands at an index, and the index of its `]`; undefined where none closes it: it is no set then. */
function setAt(text: string, start: number): { readonly piece: Piece; readonly end: number } | undefined {
  let at = start + 1;
  const negated = text[at] === '!' || text[at] === '^';
  if (negated) at++;
  const ranges: (readonly [number, number])[] = [];
  for (let first = true; at < text.length; first = false) {
    if (text[at] === ']' && !first) return { piece: { kind: 'set', code: -1, ranges, negated }, end: at };
    const named = text.startsWith('[:', at) ? /^\[:([a-z]+):\]/.exec(text.slice(at, at + 16)) : null;
    if (named) {
      ranges.push(...(classes.get(named[1] ?? '') ?? []));
      at += named[0].length;
      continue;
    }
    if (text[at] === '\\' && at + 1 < text.length) at++;
    const from = text.charCodeAt(at++);
    let to = from;
    if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
      at += text[at + 1] === '\\' && at + 2 < text.length ? 2 : 1;
      to = text.charCodeAt(at++);
    }
    ranges.push([from, to]);
  }
  return undefined;
}

const digits: Piece['ranges'] = [[48, 57]];
const upper: Piece['ranges'] = [[65, 90]];
const lower: Piece['ranges'] = [[97, 122]];

/** Classes of characters by name, of ASCII. */
const classes: ReadonlyMap<string, Piece['ranges']> = new Map([
  ['alnum', [...digits, ...upper, ...lower]],
  ['alpha', [...upper, ...lower]],
  ['blank', [[9, 9] as const, [32, 32] as const]],
  ['digit', digits],
  ['lower', lower],
  ['punct', [[33, 47] as const, [58, 64] as const, [91, 96] as const, [123, 126] as const]],
  ['space', [[9, 13] as const, [32, 32] as const]],
  ['upper', upper],
  ['xdigit', [...digits, [65, 70] as const, [97, 102] as const]],
]);
