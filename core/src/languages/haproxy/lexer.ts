import { type LineRules, lexLineWith } from '../../syntax/lex-line.ts';
import type { Line, Word } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';

/**
 * Lexes one line as HAProxy's `parse_line` does: blanks separate words, `#` outside quotes starts a comment even
 * inside a word, `'` protects everything, `"` protects all but `\\` and `$`, and `\\` takes the meaning from the next
 * character. Never fails: an unterminated quote runs to the end of the line and is reported.
 */
export function lexLine(text: string): Line {
  return lexLineWith(rules, text);
}

const rules: LineRules = {
  isBlank,
  commentStarts: '#',
  braces: false,
  lexWord,
  byteOrderMark: 'HAProxy takes it as part of the first word and refuses the line.',
};

function lexWord(text: string, start: number, end: number, errors: ParseError[]): Word {
  let plain = start;
  while (plain < end && !isSpecial(text.charCodeAt(plain))) plain++;
  let value = text.slice(start, plain);
  let at = plain;
  let known = true;
  let quote: string | undefined;
  let quoteStart = start;
  while (at < end) {
    const character = text[at] ?? '';
    if (quote === undefined && (isBlank(character.charCodeAt(0)) || character === '#')) break;
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
      if (character === '$' && quote === '"') known = false;
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
  return { range: { start, end: at }, value, known };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function readEscape(
  text: string,
  at: number,
  end: number,
  quoted: boolean,
): { value: string; width: number; error?: ParseError } {
  const next = at + 1 < end ? (text[at + 1] ?? '') : '';
  if (next === 'x') {
    const hex = text.slice(at + 2, Math.min(at + 4, end));
    if (/^[0-9a-fA-F]{2}$/.test(hex)) return { value: String.fromCharCode(Number.parseInt(hex, 16)), width: 4 };
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
  const named = escapes[next];
  if (named !== undefined) return { value: named, width: 2 };
  if (next === '\\' || next === '"' || next === "'" || (quoted ? next === '$' : next === ' ' || next === '#')) {
    // Inside double quotes \' keeps its backslash: the quote needs no protection there.
    return { value: quoted && next === "'" ? "\\'" : next, width: 2 };
  }
  return { value: '\\', width: 1 };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Whether the unit ends the run of plain letters that a word usually is: a blank, `"`, `#`, `'` or `\`. */
function isSpecial(code: number): boolean {
  return isBlank(code) || code === 34 || code === 35 || code === 39 || code === 92;
}
