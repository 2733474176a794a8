import { shiftRange, type TextRange } from '../../base/text-range.ts';
import { type Chunk, chunkPool, type SyntaxFile, startsOf } from '../../syntax/chunk.ts';
import type { Line, Word } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';
import { topLevelBlocks } from './blocks.ts';
import { type KeepalivedLine, lexLine } from './lexer.ts';

/** The words of one line up to a brace or the line's end, with the block they open. Ranges count from the chunk's start. */
export interface Statement {
  readonly words: readonly [Word, ...Word[]];
  readonly range: TextRange;
  readonly block?: Block;
}

/** What stands between two braces. `close` is missing when the block is never closed. */
export interface Block {
  readonly open: TextRange;
  readonly close?: TextRange;
  readonly statements: readonly Statement[];
}

/** A top-level statement with its block, and the blank lines and comments before it. */
export interface BlockSyntax extends Chunk {
  readonly lines: readonly KeepalivedLine[];
  readonly statements: readonly Statement[];
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
  const finish = (end: number): void => {
    if (end > start) {
      const chunkText = text.slice(start, end);
      chunks.push(known.reuse(chunkText) ?? parseChunk(chunkText, lines));
    }
    lines = [];
    start = end;
    depth = 0;
    complete = false;
  };
  for (let at = start; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const lineText = text.slice(at, end);
    let line = lexed.get(lineText);
    if (!line) {
      line = lexLine(lineText);
      lexed.set(lineText, line);
    }
    // A complete statement waits for one more line of code: its brace may stand on the next line.
    if (complete ? line.code && !line.startsWithBrace : depth > 0 && startsTopLevelBlock(line)) finish(at);
    const tail = at === start ? known.tail(at) : undefined;
    if (tail) {
      for (const chunk of tail) chunks.push(chunk);
      return { chunks, length: text.length };
    }
    lines.push(line);
    at = end;
    if (!line.code) continue;
    depth = depthAfter(line, depth);
    complete = depth === 0;
    if (complete && line.closes > 0) finish(at);
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
  const old = previous?.chunks ?? [];
  let head = 0;
  let start = 0;
  for (let chunk = old[0]; chunk && text.startsWith(chunk.text, start); chunk = old[++head]) start += chunk.text.length;
  // The line behind the last equal chunk has changed, and may go on with it.
  if (head > 0) start -= old[--head]?.text.length ?? 0;
  const tails = new Map<number, number>();
  let last = old.length;
  for (let end = text.length; last > head; last--) {
    const chunk = old[last - 1];
    if (!chunk || end - chunk.text.length < start || !text.endsWith(chunk.text, end)) break;
    end -= chunk.text.length;
    tails.set(end, last - 1);
  }
  return {
    head: old.slice(0, head),
    start,
    tail: (offset) => {
      const index = tails.get(offset);
      return index === undefined ? undefined : old.slice(index);
    },
    reuse: chunkPool(old.slice(head, last)),
  };
}

/** How many blocks are open behind a line. A brace that closes nothing counts for nothing. */
function depthAfter(line: KeepalivedLine, before: number): number {
  if (line.closes === 0) return before + line.opens;
  let depth = before;
  for (const { kind } of line.tokens) {
    if (kind === 'open') depth++;
    else if (kind === 'close' && depth > 0) depth--;
  }
  return depth;
}

/** A line such as `vrrp_instance VI_1 {` cannot stand inside a block: where it seems to, a closing brace is missing above. */
function startsTopLevelBlock(line: KeepalivedLine): boolean {
  const keyword = line.opens > 0 ? line.words[0]?.value : undefined;
  return keyword !== undefined && topLevelBlocks.has(keyword);
}

/** No configuration nests deeper; what does is noise, and must not exhaust the stack of those who walk the tree. */
const deepestNesting = 64;

interface OpenBlock {
  readonly statements: Statement[];
  readonly header: readonly [Word, ...Word[]] | undefined;
  readonly open: TextRange;
}

function parseChunk(text: string, lines: readonly KeepalivedLine[]): BlockSyntax {
  const lineStarts = startsOf(lines);
  const errors: ParseError[] = [];
  const root: Statement[] = [];
  const stack: OpenBlock[] = [];
  let target = root;
  let tooDeep = 0;
  let words: Word[] = [];
  const endStatement = (): void => {
    if (words.length === 0) return;
    target.push(statement(words as [Word, ...Word[]]));
    words = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    const start = lineStarts[index];
    if (!line || start === undefined) break;
    for (const error of line.errors) errors.push({ ...error, range: shiftRange(error.range, start) });
    if (!line.code) continue;
    let wordIndex = 0;
    for (const { kind, start: tokenStart } of line.tokens) {
      if (kind === 'word') {
        const word = line.words[wordIndex++];
        if (word) words.push({ range: shiftRange(word.range, start), value: word.value, known: word.known });
      } else if (kind === 'open') {
        endStatement();
        const open = { start: start + tokenStart, end: start + tokenStart + 1 };
        if (stack.length === deepestNesting) tooDeep++;
        else {
          const header = takeHeader(target);
          target = [];
          stack.push({ statements: target, header, open });
        }
      } else if (kind === 'close') {
        endStatement();
        if (tooDeep > 0) {
          tooDeep--;
          continue;
        }
        // A brace that closes nothing is reported by the validator, which reads across chunks as keepalived does.
        const block = stack.pop();
        if (!block) continue;
        target = stack.at(-1)?.statements ?? root;
        target.push(blockStatement(block, { start: start + tokenStart, end: start + tokenStart + 1 }));
      }
    }
    endStatement();
  }
  if (stack.length > 0) closeAtEnd(stack, root, lines, errors);
  return { text, lines, lineStarts, errors, statements: root };
}

/** Ends the blocks that nothing closes, and reports them. */
function closeAtEnd(stack: OpenBlock[], root: Statement[], lines: readonly Line[], errors: ParseError[]): void {
  // Conditional lines and definitions hold braces that count for some nodes, or elsewhere, only.
  const bracesVary = lines.some((line) => /^\s*(?:@|~|\$\w+=)/.test(line.text));
  for (let block = stack.pop(); block; block = stack.pop()) {
    if (!bracesVary) errors.push(unclosed(block));
    (stack.at(-1)?.statements ?? root).push(blockStatement(block, undefined));
  }
}

function statement(words: readonly [Word, ...Word[]]): Statement {
  return { words, range: { start: words[0].range.start, end: (words.at(-1) ?? words[0]).range.end } };
}

/** The statement right before a brace is its header, unless that one has a block already. */
function takeHeader(statements: Statement[]): readonly [Word, ...Word[]] | undefined {
  const last = statements.at(-1);
  if (!last || last.block) return undefined;
  statements.pop();
  return last.words;
}

function blockStatement(block: OpenBlock, close: TextRange | undefined): Statement {
  const words = block.header ?? [{ range: { start: block.open.start, end: block.open.start }, value: '', known: true }];
  const end = close?.end ?? block.statements.at(-1)?.range.end ?? block.open.end;
  return {
    words,
    range: { start: words[0].range.start, end },
    block: { open: block.open, ...(close && { close }), statements: block.statements },
  };
}

function unclosed(block: OpenBlock): ParseError {
  const words = block.header;
  const title = words
    ? words
        .slice(0, 3)
        .map((word) => word.value.slice(0, 40))
        .join(' ')
    : '{';
  return {
    id: 'unclosed-block',
    message: `The block "${title}" is never closed. keepalived reads what follows as part of it and says nothing, so later blocks are lost. Add the missing "}".`,
    range: words ? { start: words[0].range.start, end: block.open.end } : block.open,
  };
}
