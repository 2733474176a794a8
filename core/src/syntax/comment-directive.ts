import { memo } from '../base/memo.ts';
import type { TextRange } from '../base/text-range.ts';
import type { Chunk } from './chunk.ts';

/** A comment that speaks to haconf: `# haconf: ignore haproxy/unused-acl`, `# haconf: haproxy=2.8`. */
export interface CommentDirective {
  /** The words behind `haconf:`. */
  readonly words: readonly string[];
  /** Index of its line in the chunk. */
  readonly line: number;
  /** The comment, counted from the start of its line. */
  readonly range: TextRange;
  /** Nothing but the comment stands on the line. */
  readonly alone: boolean;
}

const none: readonly CommentDirective[] = [];

/** The comments of a chunk that speak to haconf, in order. */
export const directivesIn: (chunk: Chunk) => readonly CommentDirective[] = memo((chunk: Chunk) => {
  // Hardly any chunk has one, and the tokens of a line are made when asked for.
  if (!chunk.text.includes('haconf:')) return none;
  return chunk.lines.flatMap(({ text, tokens, words }, line): CommentDirective[] => {
    if (!text.includes('haconf:')) return [];
    const comment = tokens.find((token) => token.kind === 'comment');
    const said = comment && saidTo(comment.text);
    const alone = words.length === 0 && !tokens.some(({ kind }) => kind === 'open' || kind === 'close');
    if (comment === undefined || said === undefined) return [];
    const range = { start: comment.start, end: comment.start + comment.text.length };
    return [{ words: said.split(/[\s,]+/).filter(Boolean), line, range, alone }];
  });
});

/** What a comment says to haconf, if it does. */
function saidTo(comment: string): string | undefined {
  const start = /^[#!]+\s*haconf:/.exec(comment)?.[0].length;
  const said = start === undefined ? undefined : comment.slice(start).trim();
  // A line break that is none to the programs is no part of what people write.
  return said === undefined || /[\r\u2028\u2029]/.test(said) ? undefined : said;
}
