import type { TextRange } from '../base/text-range.ts';
import type { ParseError } from './parse-error.ts';

/**
 * What a stretch of a line is. `open` and `close` are keepalived's braces, a word of their own wherever they stand;
 * in HAProxy a brace is a letter like any other.
 */
export type TokenKind = 'space' | 'word' | 'open' | 'close' | 'comment' | 'newline';

/** A stretch of one line. The texts of a line's tokens, joined, are the line. `start` counts from the line's start. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly text: string;
}

/** A word as the program sees it, quotes and escapes taken away. `range` counts from the line's start. */
export interface Word {
  readonly range: TextRange;
  readonly value: string;
  /** False when the value depends on something outside the text (an environment variable, a definition). */
  readonly known: boolean;
}

/**
 * One physical line with its end of line, lexed. A pure function of its text, so an unchanged line never has to be
 * lexed again, and free of absolute positions, so it stays right when it moves.
 */
export interface Line {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly words: readonly Word[];
  /** Ranges count from the line's start. */
  readonly errors: readonly ParseError[];
}

/** The lines of a text, each with its end of line; joined they are the text. A text that ends in LF has no empty last line. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Length of the line's end: 2 for CRLF, 1 for LF, 0 for a last line without one. */
export function newlineWidth(line: string): number {
  if (!line.endsWith('\n')) return 0;
  return line.endsWith('\r\n') ? 2 : 1;
}
