import { type Line, newlineWidth, type Token } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';
import { PlacedWord } from '../../syntax/placed-word.ts';

/** A lexed line with what its readers would otherwise find out again and again. */
export interface KeepalivedLine extends Line {
  readonly words: readonly PlacedWord[];
  /** It holds a word or a brace. */
  readonly code: boolean;
  /** Its first token that is no blank is an opening brace. */
  readonly startsWithBrace: boolean;
  /** How many braces it opens and closes. */
  readonly opens: number;
  readonly closes: number;
  /**
   * Where its only brace stands, when that is what nearly all braces are: an opening one behind all words, or a closing
   * one on a line of its own. -1 for any other line.
   */
  readonly loneBrace: number;
  /** No quote, escape, definition, condition or odd character: its tokens are what keepalived's own reader sees. */
  readonly plain: boolean;
  /** Plain, or it would be but for quotes: what keepalived reads of it depends on nothing around it. */
  readonly steady: boolean;
  /** Its last word ends right before a comment. */
  readonly cut: boolean;
  /** It starts a definition: `$NAME=…`. */
  readonly defines: boolean;
  /** It ends in `\`: a definition goes on in the next line. */
  readonly continues: boolean;
}

/** What a character is to the lexer. */
const ordinary = 0;
const blank = 1;
const comment = 2;
const brace = 3;
/** `"`, `\` and `$`, which need a closer look, and what keepalived's own reader sees with other eyes. */
const special = 4;

const kinds = new Uint8Array(128);
// Blank, tab, LF, VT, FF and CR.
for (const code of [32, 9, 10, 11, 12, 13]) kinds[code] = blank;
for (const character of '#!') kinds[character.charCodeAt(0)] = comment;
for (const character of '{}') kinds[character.charCodeAt(0)] = brace;
for (const character of '"\\$\0') kinds[character.charCodeAt(0)] = special;

function kindOf(code: number): number {
  return code < 128 ? (kinds[code] ?? ordinary) : ordinary;
}

const byteOrderMark = 0xfeff;
const noErrors: readonly ParseError[] = [];
/** keepalived itself ignores far shorter lines than this. */
const longest = 65_536;

/**
 * Lexes one line as keepalived reads it: `#` and `!` start a comment anywhere outside double quotes, even inside a
 * word; `\` protects the next character; `{` and `}` outside double quotes are words of their own wherever they
 * stand, but for `${NAME}`. Every character is in one token. Never fails.
 */
export function lexLine(text: string): KeepalivedLine {
  return text.length > longest || odd.test(text) ? lexAny(text) : new SimpleLine(text);
}

/** What a line of words with a brace behind them, or of a brace alone, does not hold, as nearly all lines do not. */
const odd = /["\\$\0#!\v\f~@\ufeff]|[{}](?![ \t]*\r?\n?$)|\r(?!\n?$)/;

/** A line of words with a brace at most. Its tokens are made when asked: only the editor and odd lines need them. */
class SimpleLine implements KeepalivedLine {
  readonly text: string;
  readonly words: readonly PlacedWord[];
  readonly code: boolean;
  readonly startsWithBrace: boolean;
  readonly opens: number;
  readonly closes: number;
  readonly loneBrace: number;
  readonly plain = true;
  readonly steady = true;
  readonly cut = false;
  readonly defines = false;
  readonly continues = false;
  readonly errors = noErrors;
  private known: readonly Token[] | undefined;

  constructor(text: string) {
    let end = text.length;
    while (end > 0 && kindOf(text.charCodeAt(end - 1)) === blank) end--;
    const last = text.charCodeAt(end - 1);
    const braced = last === 123 || last === 125;
    if (braced) end--;
    const words = wordsIn(text, end);
    this.text = text;
    this.words = words;
    this.opens = last === 123 ? 1 : 0;
    this.closes = last === 125 ? 1 : 0;
    this.code = words.length > 0 || braced;
    this.startsWithBrace = last === 123 && words.length === 0;
    this.loneBrace = braced && (last === 123) === words.length > 0 ? end : -1;
    this.known = undefined;
  }

  get tokens(): readonly Token[] {
    this.known ??= lexAny(this.text).tokens;
    return this.known;
  }
}

/** The words of a simple line up to an offset. */
function wordsIn(text: string, end: number): readonly PlacedWord[] {
  const words: PlacedWord[] = [];
  const blanked = text.includes('\t') ? text.replaceAll('\t', ' ') : text;
  // Searching is much faster than looking at each character where code runs for the first time.
  for (let at = blanked.search(/[^ ]/); at >= 0 && at < end; ) {
    const next = blanked.indexOf(' ', at);
    const to = next < 0 || next > end ? end : next;
    words.push(new PlacedWord(at, to, text.slice(at, to), true));
    for (at = to; at < end && blanked.charCodeAt(at) === 32; ) at++;
  }
  // What grows by pushing has room for more, and there are many of these.
  return words.slice();
}

function lexAny(text: string): KeepalivedLine {
  const end = text.length - newlineWidth(text);
  const tokens: Token[] = [];
  const words: PlacedWord[] = [];
  let errors = noErrors;
  let plain = text.length <= longest;
  let startsWithBrace = false;
  let cut = false;
  let opens = 0;
  let closes = 0;
  let lastBrace = -1;
  let at = 0;
  if (text.charCodeAt(0) === byteOrderMark) {
    errors = [markError];
    plain = false;
    tokens.push({ kind: 'space', start: 0, text: text.slice(0, 1) });
    at = 1;
  }
  while (at < end) {
    const start = at;
    const kind = kindOf(text.charCodeAt(at));
    if (kind === blank) {
      do at++;
      while (at < end && kindOf(text.charCodeAt(at)) === blank);
      tokens.push({ kind: 'space', start, text: text.slice(start, at) });
    } else if (kind === comment) {
      at = end;
      cut = tokens.at(-1)?.kind === 'word';
      // A backslash at the very end counts even behind a comment.
      if (text.charCodeAt(end - 1) === 92 || text.includes('\0', start)) plain = false;
      tokens.push({ kind: 'comment', start, text: text.slice(start, at) });
    } else if (kind === brace) {
      at++;
      const open = text.charCodeAt(start) === 123;
      lastBrace = start;
      if (!open) closes++;
      else if (words.length === 0 && opens + closes === 0) startsWithBrace = true;
      if (open) opens++;
      tokens.push({ kind: open ? 'open' : 'close', start, text: open ? '{' : '}' });
    } else {
      const repeats = text.charCodeAt(start) === 126;
      while (at < end && kindOf(text.charCodeAt(at)) === ordinary) at++;
      let word: PlacedWord;
      if (repeats || (at < end && kindOf(text.charCodeAt(at)) === special)) {
        const found: ParseError[] = [];
        word = lexWord(text, start, end, found);
        if (found.length > 0) errors = [...errors, ...found];
        at = word.end;
        plain = false;
      } else word = new PlacedWord(start, at, text.slice(start, at), true);
      if (words.length === 0 && isPrefix(text.charCodeAt(start))) plain = false;
      words.push(word);
      tokens.push({ kind: 'word', start, text: text.slice(start, at) });
    }
  }
  if (at < text.length) tokens.push({ kind: 'newline', start: at, text: text.slice(at) });
  const code = words.length + opens + closes > 0;
  const behindWords = opens === 1 && words.length > 0 && (words.at(-1)?.end ?? 0) <= lastBrace;
  const loneBrace = opens + closes === 1 && (behindWords || words.length + opens === 0) ? lastBrace : -1;
  const defines = !plain && /^\s*(?:@\S*\s+)*\$\w+=/.test(text);
  const continues = !plain && /\\\s*$/.test(text);
  return {
    text,
    tokens,
    words,
    errors,
    code,
    startsWithBrace,
    opens,
    closes,
    loneBrace,
    plain,
    steady: plain || !(text.length > longest || /[$\\\0\ufeff]|^\s*[@~]/.test(text)),
    cut,
    defines,
    continues,
  };
}

/** `@` and `~` make a line hold for some nodes or several times. */
function isPrefix(code: number): boolean {
  return code === 64 || code === 126;
}

const markError: ParseError = {
  id: 'byte-order-mark',
  message:
    'The file starts with a byte order mark. keepalived takes it as part of the first word, so the first block is unknown to it and is skipped. Save it as UTF-8 without BOM.',
  range: { start: 0, end: 1 },
};

/** A word with quotes, escapes or definitions, or `~SEQ(…)`, which is one whatever stands in it. */
function lexWord(text: string, start: number, end: number, errors: ParseError[]): PlacedWord {
  let at = start;
  let value = '';
  let known = true;
  const repetition = text.charCodeAt(start) === 126 ? /^~(?:SEQx?|LST)\([^()]*\)/.exec(text.slice(start, end)) : null;
  if (repetition) {
    return new PlacedWord(start, start + repetition[0].length, repetition[0], false);
  }
  let quoteStart: number | undefined;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      quoteStart = quoteStart === undefined ? at : undefined;
      at++;
      continue;
    }
    if (code === 92 && at + 1 < end) {
      value += text.charAt(at + 1);
      at += 2;
      continue;
    }
    if (quoteStart === undefined) {
      const braced = code === 36 ? bracedName(text, at) : undefined;
      if (braced !== undefined) {
        known = false;
        value += braced;
        at += braced.length;
        continue;
      }
      const kind = kindOf(code);
      if (kind === blank || kind === comment || kind === brace) break;
    }
    if (code === 36 && /[A-Za-z_]/.test(text.charAt(at + 1))) known = false;
    value += text.charAt(at);
    at++;
  }
  if (quoteStart !== undefined) {
    errors.push({
      id: 'unterminated-quote',
      message:
        'This double quote is never closed on its line. keepalived takes the rest of the line as part of the value, and on a script line it crashes. Close the quote.',
      range: { start: quoteStart, end },
    });
  }
  return new PlacedWord(start, at, value, known);
}

/** The `${NAME}` that starts at `at`, if one does; some of keepalived's own have parameters. */
function bracedName(text: string, at: number): string | undefined {
  const name = /^\$\{[A-Za-z_][A-Za-z0-9_]*(?: +\w+)*\}/.exec(text.slice(at, at + 80));
  return name?.[0];
}
