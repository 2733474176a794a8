import { type Line, newlineWidth, type Token, type Word } from './line.ts';
import type { ParseError } from './parse-error.ts';

/** What differs between the lexers of line-based languages. */
export interface LineRules {
  readonly isBlank: (code: number) => boolean;
  /** Characters that start a comment up to the end of the line. */
  readonly commentStarts: string;
  /** Braces outside words are tokens of their own. */
  readonly braces: boolean;
  /** Reads the word that starts at `start`; it must not be empty nor reach beyond `end`. */
  readonly lexWord: (text: string, start: number, end: number, errors: ParseError[]) => Word;
  /** What a byte order mark does to the program. */
  readonly byteOrderMark: string;
}

const byteOrderMark = 0xfeff;

/** Lexes one line with its end of line: blanks, words, braces and a comment, every character in one token. Never fails. */
export function lexLineWith(rules: LineRules, text: string): Line {
  const end = text.length - newlineWidth(text);
  const tokens: Token[] = [];
  const words: Word[] = [];
  const errors: ParseError[] = [];
  let at = 0;
  const take = (kind: Token['kind'], to: number): void => {
    tokens.push({ kind, start: at, text: text.slice(at, to) });
    at = to;
  };
  if (text.charCodeAt(0) === byteOrderMark) {
    errors.push({
      id: 'byte-order-mark',
      message: `The file starts with a byte order mark. ${rules.byteOrderMark} Save it as UTF-8 without BOM.`,
      range: { start: 0, end: 1 },
    });
    take('space', 1);
  }
  while (at < end) {
    const character = text.charAt(at);
    if (rules.isBlank(text.charCodeAt(at))) {
      let to = at;
      while (to < end && rules.isBlank(text.charCodeAt(to))) to++;
      take('space', to);
    } else if (rules.commentStarts.includes(character)) {
      take('comment', end);
    } else if (rules.braces && (character === '{' || character === '}')) {
      take(character === '{' ? 'open' : 'close', at + 1);
    } else {
      const word = rules.lexWord(text, at, end, errors);
      words.push(word);
      take('word', word.range.end);
    }
  }
  if (at < text.length) take('newline', text.length);
  return { text, tokens, words, errors };
}
