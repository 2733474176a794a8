import { type Table, table } from '../../base/table.ts';
import { lastingTextCache } from '../../base/text-cache.ts';
import { type Line, newlineWidth, type Token, type Word } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';
import { PlacedWord } from '../../syntax/placed-word.ts';
import { isUnknownCode, unknownCharacters } from '../../syntax/template-text.ts';
import { finderOf, variableError } from './variable-syntax.ts';

/**
 * Lexes one line as HAProxy's `parse_line` does: blanks separate words, `#` outside quotes starts a comment even
 * inside a word, `'` protects everything, `"` protects all but `\\` and `$`, and `\\` takes the meaning from the next
 * character. Never fails: an unterminated quote runs to the end of the line and is reported.
 *
 * Equal lines are one object: half of the lines of a large configuration are repetitions, and an edit leaves all but
 * one line as they were.
 */
export const lexLine: (text: string) => HaproxyLine = lastingTextCache(lex, 60_000);

export interface HaproxyLine extends Line {
  /** The values of the words, for whoever need not know more of them. */
  readonly values: readonly string[];
  /** Every word is known, and nothing is wrong with the line by itself. */
  readonly certain: boolean;
  /** Cache slot for the validator: its first verdict on this line, and the context in which it holds (decision 9). */
  verdict: unknown;
  judgedIn: object | undefined;
}

/**
 * A line that makes its tokens when asked: only an editor's cursor and colours want them. So it does with the words where
 * they are nothing but letters between spaces: of most lines of a large file nobody asks where they stand.
 */
class LexedLine implements HaproxyLine {
  readonly text: string;
  readonly values: readonly string[];
  readonly errors: readonly ParseError[];
  readonly certain: boolean;
  verdict: unknown;
  judgedIn: object | undefined;
  private placed: readonly Word[] | undefined;

  /** `words` are left out where they can be found in the text by their values. */
  constructor(
    text: string,
    values: readonly string[],
    errors: readonly ParseError[],
    certain: boolean,
    words: readonly Word[] | undefined,
  ) {
    this.text = text;
    this.values = values;
    this.errors = errors;
    this.certain = certain;
    this.verdict = undefined;
    this.judgedIn = undefined;
    this.placed = words;
  }

  get words(): readonly Word[] {
    this.placed ??= plainWords(this);
    return this.placed;
  }

  get tokens(): readonly Token[] {
    return tokensOf(this);
  }
}

/** Whether a line has a word there whose value depends on nothing outside of the text. */
export function isKnownWord(line: HaproxyLine, index: number): boolean {
  return line.certain ? index < line.values.length : line.words[index]?.known === true;
}

const noErrors: readonly ParseError[] = [];
const byteOrderMark = 0xfeff;

/** The words of the line that is being read. A list that grows has room for many more than a line has; a copy has not. */
const reading: string[] = [];

/** What makes a line more than letters between spaces: other blanks, quotes, escapes, comments, template expressions. */
const special = new RegExp(`[\\t\\v\\f\\r"#'\\\\\\ufeff${unknownCharacters}]`);

function lex(text: string): HaproxyLine {
  return special.test(text) ? lexSpecial(text) : lexPlain(text);
}

/** Most lines: the engine finds the spaces, which is quicker than a look at each letter. */
function lexPlain(text: string): LexedLine {
  const end = text.length - newlineWidth(text);
  let count = 0;
  let at = 0;
  for (;;) {
    while (text.charCodeAt(at) === space) at++;
    if (at >= end) break;
    let stop = text.indexOf(' ', at);
    if (stop < 0) stop = end;
    reading[count++] = wordOf(text.slice(at, stop));
    at = stop;
  }
  return new LexedLine(text, reading.slice(0, count), noErrors, true, undefined);
}

function plainWords({ text, values }: HaproxyLine): Word[] {
  const words: Word[] = [];
  let at = 0;
  for (const value of values) {
    while (text.charCodeAt(at) === space) at++;
    words.push(new PlacedWord(at, at + value.length, value, true));
    at += value.length;
  }
  return words;
}

/** Short words that were read, each once: equal ones are then the same text, which saves memory and quickens comparisons. */
const shared = new Map<string, string>();
const keptWords = 4096;
/** Longer ones are no copies in V8: they would keep the text alive that they were cut from. */
const longestWord = 12;

function wordOf(text: string): string {
  if (text.length > longestWord) return text;
  const known = shared.get(text);
  if (known !== undefined) return known;
  if (shared.size < keptWords) shared.set(text, text);
  return text;
}

function lexSpecial(text: string): LexedLine {
  const end = text.length - newlineWidth(text);
  const words: Word[] = [];
  let errors: ParseError[] | undefined;
  let certain = true;
  let at = 0;
  if (text.charCodeAt(0) === byteOrderMark) {
    errors = [
      {
        id: 'byte-order-mark',
        message:
          'The file starts with a byte order mark. HAProxy takes it as part of the first word and refuses the line. Save it as UTF-8 without BOM.',
        range: { start: 0, end: 1 },
      },
    ];
    at = 1;
  }
  for (;;) {
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    if (at >= end || text.charCodeAt(at) === hash) break;
    let stop = at;
    while (stop < end && !isSpecial(text.charCodeAt(stop))) stop++;
    const plain = text.slice(at, stop);
    if (stop === end || endsWord(text.charCodeAt(stop))) {
      words.push(new PlacedWord(at, stop, plain, true));
      at = stop;
    } else {
      errors ??= [];
      const word = lexProtected(text, { start: at, plain, from: stop, end }, errors);
      if (!word.known) certain = false;
      words.push(word);
      at = word.end;
    }
  }
  const wrong = errors !== undefined && errors.length > 0 ? errors : noErrors;
  const values = words.map(({ value }) => value);
  return new LexedLine(text, values, wrong, certain && wrong === noErrors, words);
}

/** Reads a word with quotes or escapes, whose letters up to `from` are plain. */
function lexProtected(
  text: string,
  { start, plain, from, end }: { start: number; plain: string; from: number; end: number },
  errors: ParseError[],
): PlacedWord {
  let value = plain;
  let at = from;
  let known = true;
  let quote: string | undefined;
  let quoteStart = start;
  let closeFrom: ((index: number) => number) | undefined;
  while (at < end) {
    const character = text.charAt(at);
    if (quote === undefined && endsWord(character.charCodeAt(0))) break;
    if (character === quote) {
      quote = undefined;
      at++;
    } else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      quoteStart = at;
      at++;
    } else if (character === '\\' && quote !== "'") {
      const escaped = readEscape(text, at, end, quote === '"');
      if (escaped.error) errors.push(escaped.error);
      value += escaped.value;
      at += escaped.width;
    } else {
      if (character === '$' && quote === '"') {
        known = false;
        closeFrom ??= finderOf(text, '}');
        const error = variableError(text, at, end, closeFrom);
        if (error) errors.push({ id: 'invalid-variable', ...error });
      } else if (isUnknownCode(character.charCodeAt(0))) known = false;
      value += character;
      at++;
    }
  }
  if (quote !== undefined) {
    errors.push({
      id: 'unterminated-quote',
      message: `This ${quote === '"' ? 'double' : 'single'} quote is never closed on its line, so HAProxy refuses the file. Close it, or write \\${quote} for the character itself.`,
      range: { start: quoteStart, end },
    });
  }
  return new PlacedWord(start, at, upToNull(value), known);
}

/** HAProxy keeps words as strings of C: "\x00" ends one. */
function upToNull(value: string): string {
  const end = value.indexOf('\0');
  return end < 0 ? value : value.slice(0, end);
}

/** Bytes in hexadecimal digits, as many as stand in a row: a letter may take several. */
const hexadecimal = /(?:\\x[0-9a-fA-F]{2})+/y;

/** The text that bytes are in UTF-8; where they are not, each is a letter. */
function ofBytes(escaped: string): string {
  try {
    return decodeURIComponent(escaped.replaceAll('\\x', '%'));
  } catch {
    return escaped.replace(/\\x(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
}

const escapes: Table<string> = table({ n: '\n', r: '\r', t: '\t' });

function readEscape(
  text: string,
  at: number,
  end: number,
  quoted: boolean,
): { value: string; width: number; error?: ParseError } {
  const next = at + 1 < end ? (text[at + 1] ?? '') : '';
  if (next === 'x') {
    hexadecimal.lastIndex = at;
    const found = hexadecimal.exec(text)?.[0];
    if (found !== undefined && at + found.length <= end) return { value: ofBytes(found), width: found.length };
    return {
      value: '',
      width: 2,
      error: {
        id: 'invalid-escape',
        message: '"\\x" needs two hexadecimal digits, as in "\\x20"; HAProxy refuses the file.',
        range: { start: at, end: Math.min(at + 4, end) },
      },
    };
  }
  const named = escapes.get(next);
  if (named !== undefined) return { value: named, width: 2 };
  // A dollar needs protection in double quotes only; of what needs it outside only, the backslash goes in both.
  if (next !== '' && (`\\"' #`.includes(next) || (quoted && next === '$'))) return { value: next, width: 2 };
  return { value: '\\', width: 1 };
}

/** Every character of the line in one token: words, the blanks between them, a comment, the end of the line. */
function tokensOf({ text, words }: Line): Token[] {
  const end = text.length - newlineWidth(text);
  const tokens: Token[] = [];
  let at = 0;
  const take = (kind: Token['kind'], to: number): void => {
    if (to > at) tokens.push({ kind, start: at, text: text.slice(at, to) });
    at = Math.max(at, to);
  };
  for (const { range } of words) {
    take('space', range.start);
    take('word', range.end);
  }
  let blank = at;
  while (blank < end && text.charCodeAt(blank) !== hash) blank++;
  take('space', blank);
  take('comment', end);
  take('newline', text.length);
  return tokens;
}

const space = 32;
const hash = 35;

/** A blank, as C's `isspace` sees it, or the start of a comment. */
function endsWord(code: number): boolean {
  return isBlank(code) || code === hash;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Whether the unit ends the run of plain letters that a word usually is: a blank, `"`, `#`, `'`, `\` or what is unknown. */
function isSpecial(code: number): boolean {
  if (code <= 39) return code === 32 || code === 34 || code === hash || code === 39 || isBlank(code);
  return code === 92 || isUnknownCode(code);
}
