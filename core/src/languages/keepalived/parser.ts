import { type Chunk, chunkPool, detached, type SyntaxFile, unchangedEnds } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import { topLevelBlocks } from './blocks.ts';
import { type KeepalivedLine, lexLine } from './lexer.ts';
import { ParsedBlock } from './parsed-block.ts';
import type { Statement } from './statement-tree.ts';

/** A top-level statement with its block, and the blank lines and comments before it. */
export interface BlockSyntax extends Chunk {
  readonly lines: readonly KeepalivedLine[];
  /** The words of each line. Ranges count from the chunk's start. */
  readonly lineWords: readonly (readonly Word[])[];
  readonly statements: readonly Statement[];
  /** The keyword of its only statement, where that is a plain block such as `virtual_server … {`; else undefined. */
  readonly soleKeyword: string | undefined;
}

export type KeepalivedSyntax = SyntaxFile<BlockSyntax>;

/**
 * Splits a text into top-level blocks. Total and lossless: the chunks' texts, joined, are `text`.
 *
 * With the parse of an earlier text only the blocks around the changes are read: equal chunks are the same objects.
 */
export function parseKeepalived(text: string, previous?: KeepalivedSyntax): KeepalivedSyntax {
  const known = knownChunks(text, previous);
  const chunks = known.head;
  // Lines of configurations repeat; equal ones are one object.
  const lexed = new Map<string, KeepalivedLine>();
  let lines: KeepalivedLine[] = [];
  let start = known.start;
  let depth = 0;
  let complete = false;
  /** Some line has errors of its own. */
  let faulty = false;
  /** Some line of code was read, and, as long as every brace is one that a plain block has, the first word of the first. */
  let begun = false;
  let soleKeyword: string | undefined;
  /** The definition whose lines these are goes on. */
  let defining = false;
  const finish = (end: number): void => {
    if (end > start) {
      const chunkText = text.slice(start, end);
      const sound = depth === 0 && !faulty;
      chunks.push(known.reuse(chunkText) ?? new ParsedBlock(detached(chunkText), lines, sound, soleKeyword));
    }
    lines = [];
    start = end;
    depth = 0;
    complete = false;
    faulty = false;
    begun = false;
    soleKeyword = undefined;
  };
  for (let at = start; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const lineText = text.slice(at, end);
    let line = lexed.get(lineText);
    if (!line) {
      // Cut free of the text, which would live as long as the line does.
      line = lexLine(detached(lineText));
      lexed.set(line.text, line);
    }
    const inDefinition: boolean = defining;
    defining = (inDefinition || line.defines) && line.continues;
    // A complete statement waits for one more line of code: its brace may stand on the next line.
    if (inDefinition) {
      // Its braces count where it is used.
    } else if (complete ? line.code && !line.startsWithBrace : depth > 0 && startsTopLevelBlock(line)) finish(at);
    const tail = at === start ? known.tail(at) : undefined;
    if (tail) {
      for (const chunk of tail) chunks.push(chunk);
      return { chunks, length: text.length };
    }
    lines.push(line);
    at = end;
    if (line.errors.length > 0) faulty = true;
    if (!line.code || inDefinition) continue;
    if (!begun) {
      begun = true;
      soleKeyword = headerKeyword(line);
    } else if (line.defines || (line.loneBrace < 0 && line.opens + line.closes > 0)) soleKeyword = undefined;
    if (!line.defines) depth = depthAfter(line, depth);
    complete = depth === 0;
    if (complete && line.closes > 0 && !line.defines) finish(at);
  }
  finish(text.length);
  return { chunks, length: text.length };
}

interface KnownChunks {
  /** What the text starts with, unchanged. */
  readonly head: BlockSyntax[];
  /** Where the first changed chunk starts, or the one before. */
  readonly start: number;
  /** The chunks from an offset of the text on, when they are those of before. */
  readonly tail: (offset: number) => readonly BlockSyntax[] | undefined;
  /** A chunk of before by its text; each one once. */
  readonly reuse: (text: string) => BlockSyntax | undefined;
}

/** A chunk starts afresh and ends by its own lines and the one behind it: so equal chunks side by side are cut alike. */
function knownChunks(text: string, previous: KeepalivedSyntax | undefined): KnownChunks {
  if (!previous) return { head: [], start: 0, tail: () => undefined, reuse: () => undefined };
  const old = previous.chunks;
  const ends = unchangedEnds(text, old);
  // The line behind the last equal chunk has changed, and may go on with it.
  const head = old.slice(0, Math.max(0, ends.head - 1));
  const first = old.length - ends.tail;
  const tails = new Map<number, number>();
  let at = text.length;
  for (let index = old.length - 1; index >= first; index--) {
    at -= old[index]?.text.length ?? 0;
    tails.set(at, index);
  }
  return {
    head,
    start: head.reduce((length, chunk) => length + chunk.text.length, 0),
    tail: (offset) => {
      const index = tails.get(offset);
      return index === undefined ? undefined : old.slice(index);
    },
    reuse: chunkPool(old.slice(head.length, first)),
  };
}

/** How many blocks are open behind a line. A brace that closes nothing counts for nothing. */
function depthAfter(line: KeepalivedLine, before: number): number {
  if (line.closes === 0) return before + line.opens;
  if (line.loneBrace >= 0) return Math.max(0, before - 1);
  let depth = before;
  for (const { kind } of line.tokens) {
    if (kind === 'open') depth++;
    else if (kind === 'close' && depth > 0) depth--;
  }
  return depth;
}

/** The keyword of a line that opens a block, if no condition or definition stands before it and it is no `include`. */
function headerKeyword(line: KeepalivedLine): string | undefined {
  const keyword = line.plain && line.opens === 1 && line.loneBrace >= 0 ? line.words[0]?.value : undefined;
  return keyword?.startsWith('include') ? undefined : keyword;
}

/** A line such as `vrrp_instance VI_1 {` cannot stand inside a block: where it seems to, a closing brace is missing above. */
function startsTopLevelBlock(line: KeepalivedLine): boolean {
  const keyword = line.opens > 0 ? line.words[0]?.value : undefined;
  return keyword !== undefined && topLevelBlocks.has(keyword);
}
