import { type Line, newlineWidth, type Token, type Word } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';

const byteOrderMark = 0xfeff;

/**
 * Lexes one line as keepalived reads it: `#` and `!` start a comment anywhere outside double quotes, even inside a
 * word; `\` protects the next character; `{` and `}` outside double quotes are words of their own wherever they
 * stand, but for `${NAME}`. Never fails.
 */
export function lexLine(text: string): Line {
  const end = text.length - newlineWidth(text);
  const tokens: Token[] = [];
  const words: Word[] = [];
  const errors: ParseError[] = [];
  let at = 0;
  if (text.charCodeAt(0) === byteOrderMark) {
    at = 1;
    tokens.push({ kind: 'space', start: 0, text: text.slice(0, 1) });
    errors.push({
      id: 'byte-order-mark',
      message:
        'The file starts with a byte order mark. keepalived takes it as part of the first word, so the first block is unknown to it and is skipped. Save it as UTF-8 without BOM.',
      range: { start: 0, end: 1 },
    });
  }
  while (at < end) {
    const start = at;
    const character = text[at] ?? '';
    if (isBlank(character)) {
      while (at < end && isBlank(text[at] ?? '')) at++;
      tokens.push({ kind: 'space', start, text: text.slice(start, at) });
    } else if (character === '#' || character === '!') {
      tokens.push({ kind: 'comment', start, text: text.slice(start, end) });
      at = end;
    } else if (character === '{' || character === '}') {
      tokens.push({ kind: character === '{' ? 'open' : 'close', start, text: character });
      at++;
    } else {
      const word = lexWord(text, start, end, errors);
      at = word.range.end;
      tokens.push({ kind: 'word', start, text: text.slice(start, at) });
      words.push(word);
    }
  }
  if (end < text.length) tokens.push({ kind: 'newline', start: end, text: text.slice(end) });
  return { text, tokens, words, errors };
}

function lexWord(text: string, start: number, end: number, errors: ParseError[]): Word {
  let at = start;
  let value = '';
  let known = true;
  let quoteStart: number | undefined;
  while (at < end) {
    const character = text[at] ?? '';
    if (character === '"') {
      quoteStart = quoteStart === undefined ? at : undefined;
      at++;
      continue;
    }
    if (character === '\\' && at + 1 < end) {
      value += text[at + 1] ?? '';
      at += 2;
      continue;
    }
    if (quoteStart === undefined) {
      const braced = character === '$' ? bracedName(text, at) : undefined;
      if (braced !== undefined) {
        known = false;
        value += braced;
        at += braced.length;
        continue;
      }
      if (isBlank(character) || '#!{}'.includes(character)) break;
    }
    if (character === '$' && /[A-Za-z_]/.test(text[at + 1] ?? '')) known = false;
    value += character;
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
  return { range: { start, end: at }, value, known };
}

/** The `${NAME}` that starts at `at`, if one does. */
function bracedName(text: string, at: number): string | undefined {
  const name = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}/.exec(text.slice(at, at + 80));
  return name?.[0];
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\v' || character === '\f';
}
