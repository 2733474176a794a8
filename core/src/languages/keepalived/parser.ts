import { shiftRange, type TextRange } from '../../base/text-range.ts';
import { type Chunk, chunkPool, type SyntaxFile, startsOf } from '../../syntax/chunk.ts';
import { type Line, splitLines, type Token, type Word } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';
import { topLevelBlocks } from './blocks.ts';
import { lexLine } from './lexer.ts';

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
  readonly statements: readonly Statement[];
}

export type KeepalivedSyntax = SyntaxFile<BlockSyntax>;

/** Splits a text into top-level blocks. Total and lossless: the chunks' texts, joined, are `text`. Reuses equal chunks of `previous`. */
export function parseKeepalived(text: string, previous?: KeepalivedSyntax): KeepalivedSyntax {
  const reuse = chunkPool(previous?.chunks);
  const chunks: BlockSyntax[] = [];
  for (const lines of splitChunks(splitLines(text).map(lexLine))) {
    const chunkText = lines.map((line) => line.text).join('');
    chunks.push(reuse(chunkText) ?? parseChunk(chunkText, lines));
  }
  return { chunks, length: text.length };
}

/**
 * Groups lines so that every top-level statement has its own chunk. A chunk ends with the line that closes its
 * block, or where a line that can only be top-level shows that a closing brace is missing.
 */
function splitChunks(lines: readonly Line[]): Line[][] {
  const chunks: Line[][] = [];
  let current: Line[] = [];
  let depth = 0;
  let complete = false;
  const finish = (): void => {
    if (current.length > 0) chunks.push(current);
    current = [];
    depth = 0;
    complete = false;
  };
  for (const line of lines) {
    const first = line.tokens.find((token) => token.kind !== 'space' && token.kind !== 'newline');
    const isCode = first !== undefined && first.kind !== 'comment';
    const opensHere = first?.kind === 'open';
    // A complete statement waits for one more line of code: its brace may stand on the next line.
    if (complete && isCode && !opensHere) finish();
    else if (depth > 0 && startsTopLevelBlock(line)) finish();
    current.push(line);
    if (!isCode) continue;
    for (const token of line.tokens) {
      if (token.kind === 'open') depth++;
      else if (token.kind === 'close') depth = Math.max(0, depth - 1);
    }
    complete = depth === 0;
    if (complete && line.tokens.some((token) => token.kind === 'close')) finish();
  }
  finish();
  return chunks;
}

/** A line such as `vrrp_instance VI_1 {` cannot stand inside a block: where it seems to, a closing brace is missing above. */
function startsTopLevelBlock(line: Line): boolean {
  const keyword = line.words[0]?.value;
  return keyword !== undefined && topLevelBlocks.has(keyword) && line.tokens.some((token) => token.kind === 'open');
}

/** No configuration nests deeper; what does is noise, and must not exhaust the stack of those who walk the tree. */
const deepestNesting = 64;

interface OpenBlock {
  readonly statements: Statement[];
  readonly header: readonly [Word, ...Word[]] | undefined;
  readonly open: TextRange;
}

function parseChunk(text: string, lines: readonly Line[]): BlockSyntax {
  const lineStarts = startsOf(lines);
  const errors: ParseError[] = [];
  const root: Statement[] = [];
  const stack: OpenBlock[] = [];
  let tooDeep = 0;
  const target = (): Statement[] => stack.at(-1)?.statements ?? root;
  lines.forEach((line, index) => {
    const start = lineStarts[index] ?? 0;
    for (const error of line.errors) errors.push({ ...error, range: shiftRange(error.range, start) });
    let words: Word[] = [];
    let wordIndex = 0;
    const endStatement = (): void => {
      const [first, ...rest] = words;
      if (first) target().push(statement([first, ...rest]));
      words = [];
    };
    for (const token of line.tokens) {
      const range = rangeOf(token, start);
      if (token.kind === 'word') {
        const word = line.words[wordIndex++];
        if (word) words.push({ ...word, range });
      } else if (token.kind === 'open') {
        endStatement();
        if (stack.length === deepestNesting) tooDeep++;
        else stack.push({ statements: [], header: takeHeader(target()), open: range });
      } else if (token.kind === 'close') {
        endStatement();
        if (tooDeep > 0) {
          tooDeep--;
          continue;
        }
        // A brace that closes nothing is reported by the validator, which reads across chunks as keepalived does.
        const block = stack.pop();
        if (block) target().push(blockStatement(block, range));
      }
    }
    endStatement();
  });
  // Conditional lines and definitions hold braces that count for some nodes, or elsewhere, only.
  const bracesVary = lines.some((line) => /^\s*(?:@|~|\$\w+=)/.test(line.text));
  while (stack.length > 0) {
    const block = stack.pop();
    if (!block) break;
    if (!bracesVary) errors.push(unclosed(block));
    target().push(blockStatement(block, undefined));
  }
  return { text, lines, lineStarts, errors, statements: root };
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

function rangeOf(token: Token, lineStart: number): TextRange {
  return { start: lineStart + token.start, end: lineStart + token.start + token.text.length };
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
