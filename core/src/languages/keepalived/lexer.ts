import { type LineRules, lexLineWith } from '../../syntax/lex-line.ts';
import type { Line, Word } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';

/**
 * Lexes one line as keepalived reads it: `#` and `!` start a comment anywhere outside double quotes, even inside a
 * word; `\` protects the next character; `{` and `}` outside double quotes are words of their own wherever they
 * stand, but for `${NAME}`. Never fails.
 */
export function lexLine(text: string): Line {
  return lexLineWith(rules, text);
}

const rules: LineRules = {
  isBlank,
  commentStarts: '#!',
  braces: true,
  lexWord,
  byteOrderMark: 'keepalived takes it as part of the first word, so the first block is unknown to it and is skipped.',
};

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
      if (isBlank(character.charCodeAt(0)) || '#!{}'.includes(character)) break;
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

function isBlank(code: number): boolean {
  // Blank, tab, VT, FF and CR.
  return code === 32 || code === 9 || code === 11 || code === 12 || code === 13;
}
