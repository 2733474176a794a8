import type { TextRange } from '../../../base/text-range.ts';
import { PlacedWord } from '../../../syntax/placed-word.ts';
import { withoutLineEnd } from '../definitions.ts';
import type { KeepalivedLine } from '../lexer.ts';

/** A word as keepalived splits it. The range counts from the chunk's start. */
export interface PieceWord {
  readonly value: string;
  readonly range: TextRange;
  /** It stood in double quotes. */
  readonly quoted?: boolean;
}

/** What keepalived handles as one line: words up to a brace, or one brace. Never empty. */
export interface Piece {
  readonly words: readonly [PieceWord, ...PieceWord[]];
  /** Set when it is one. */
  readonly brace: '{' | '}' | undefined;
  /** The last quote is never closed: what follows it is lost. */
  readonly open: boolean;
  /** The last word ends right before a comment character. */
  readonly cut: boolean;
}

/**
 * Splits a line as keepalived's own reader does (lib/parser.c: decomment, read_line, alloc_strvec). It differs from
 * the lexer, which serves the editor: here `"a"b` are two words and `\` protects nothing but a comment character.
 */
export function piecesOf(line: string, offset: number): Piece[] {
  const text = withGluedBackslash(line);
  const { end, open, commented } = codeEnd(text);
  const pieces: Piece[] = [];
  let from = 0;
  const take = (to: number, last: boolean): void => {
    const words = wordsOf(text.slice(from, to), offset + from);
    const [first, ...rest] = words;
    if (!first) return;
    const final = (rest.at(-1) ?? first).range.end - offset;
    pieces.push({
      words: [first, ...rest],
      brace: undefined,
      open: open && last,
      cut: last && commented && final === end,
    });
  };
  for (const at of bracesOf(text, end)) {
    take(at, false);
    pieces.push(bracePiece(text.charAt(at) === '{' ? '{' : '}', offset + at));
    from = at + 1;
  }
  take(end, true);
  return pieces;
}

/** The same for a line whose tokens are known to be what keepalived's reader sees; `words` are placed in the chunk. */
export function piecesOfPlain(line: KeepalivedLine, words: readonly PieceWord[], offset: number): Piece[] {
  const pieces: Piece[] = [];
  if (line.loneBrace >= 0) {
    addPiece(pieces, words, false);
    pieces.push(bracePiece(line.opens === 1 ? '{' : '}', offset + line.loneBrace));
    return pieces;
  }
  let from = 0;
  if (line.opens + line.closes > 0) {
    let to = 0;
    for (const { kind, start } of line.tokens) {
      if (kind === 'word') to++;
      else if (kind === 'open' || kind === 'close') {
        addPiece(pieces, words.slice(from, to), false);
        pieces.push(bracePiece(kind === 'open' ? '{' : '}', offset + start));
        from = to;
      }
    }
  }
  addPiece(pieces, from === 0 ? words : words.slice(from), line.cut);
  return pieces;
}

function addPiece(pieces: Piece[], words: readonly PieceWord[], cut: boolean): void {
  if (isFilled(words)) pieces.push({ words, brace: undefined, open: false, cut });
}

export function isFilled(words: readonly PieceWord[]): words is Piece['words'] {
  return words.length > 0;
}

/** A brace that stands at an offset of the chunk. */
export function bracePiece(brace: '{' | '}', start: number): Piece {
  return { words: [new PlacedWord(start, start + 1, brace, true)], brace, open: false, cut: false };
}

/** A backslash at the very end belongs to the last word, without the blanks and the comment between them. */
function withGluedBackslash(line: string): string {
  const text = withoutLineEnd(line);
  if (!text.endsWith('\\')) return line;
  for (let at = text.indexOf('\\'); at < text.length - 1; at = text.indexOf('\\', at + 2)) if (at < 0) return line;
  const code = text.slice(0, codeEnd(text.slice(0, -1)).end).trimEnd();
  return `${code === '' ? text.slice(0, text.search(/\S/)) : code}\\`;
}

const simple = /^[^"\\!#]*$/;

function codeEnd(text: string): { end: number; open: boolean; commented: boolean } {
  const trimmed = withoutLineEnd(text);
  if (simple.test(trimmed)) return { end: trimmed.length, open: false, commented: false };
  let quote = false;
  for (let at = 0; at < trimmed.length; at++) {
    const character = trimmed[at];
    if (character === '"') quote = !quote;
    else if (character === '\\') at++;
    else if (!quote && (character === '#' || character === '!')) return { end: at, open: false, commented: true };
  }
  return { end: trimmed.length, open: quote, commented: false };
}

/** Where braces outside double quotes stand, but for those of `${NAME}`. */
function bracesOf(text: string, end: number): number[] {
  const found: number[] = [];
  if (!text.includes('{') && !text.includes('}')) return found;
  let quote = false;
  for (let at = 0; at < end; at++) {
    const character = text[at];
    if (character === '"') quote = !quote;
    if (quote) continue;
    if (character === '$' && text[at + 1] === '{') {
      const name = /^\$\{\w+(?: +\w+)*\}/.exec(text.slice(at, at + 80));
      if (name) at += name[0].length - 1;
    } else if (character === '{' || character === '}') found.push(at);
  }
  return found;
}

function wordsOf(text: string, offset: number): PieceWord[] {
  const words: PieceWord[] = [];
  const pattern = /"([^"]*)("?)|[^ \t\v\f\r\n"]+/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const whole = match[0];
    const range = { start: offset + match.index, end: offset + match.index + whole.length };
    if (match[1] === undefined) {
      const value = whole.includes('\\') ? whole.replace(/\\([#!])/g, '$1') : whole;
      words.push({ value, range });
    } else if (match[2] === '"') words.push({ value: match[1], range, quoted: true });
    else break;
  }
  return words;
}
