import { memo } from '../base/memo.ts';
import type { Chunk } from './chunk.ts';

/** A comment that speaks to haconf: `# haconf: ignore haproxy/unused-acl`, `# haconf: haproxy=2.8`. */
export interface CommentDirective {
  /** The words behind `haconf:`. */
  readonly words: readonly string[];
  /** Index of its line in the chunk. */
  readonly line: number;
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
    const comment = tokens.find((token) => token.kind === 'comment')?.text;
    const said = comment === undefined ? null : /^[#!]+\s*haconf:\s*(.*?)\s*$/.exec(comment);
    const alone = words.length === 0 && !tokens.some(({ kind }) => kind === 'open' || kind === 'close');
    return said ? [{ words: (said[1] ?? '').split(/[\s,]+/).filter(Boolean), line, alone }] : [];
  });
});
