import type { TextRange } from '../base/text-range.ts';

/** Something that is wrong with the text itself, before any meaning: the parser reports it and goes on. */
export interface ParseError {
  /** A rule's id without its language, as in `unterminated-quote`. */
  readonly id: string;
  readonly message: string;
  readonly range: TextRange;
}
