import type { TextRange } from '../../base/text-range.ts';
import type { Word } from '../../syntax/line.ts';
import type { KeepalivedLine } from './lexer.ts';

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

/** A statement without a block, as most are, that makes its range when asked. */
class PlainStatement implements Statement {
  readonly words: Statement['words'];

  constructor(words: Statement['words']) {
    this.words = words;
  }

  get range(): TextRange {
    const { words } = this;
    return { start: words[0].range.start, end: (words.at(-1) ?? words[0]).range.end };
  }
}

/** The lines of a chunk with what is known of their places in it. */
export interface PlacedLines {
  readonly lines: readonly KeepalivedLine[];
  readonly lineStarts: readonly number[];
  readonly lineWords: readonly (readonly Word[])[];
}

/** A block whose closing brace has not come. */
export interface OpenBlock {
  readonly statements: Statement[];
  readonly header: readonly [Word, ...Word[]] | undefined;
  readonly open: TextRange;
}

/** No configuration nests deeper; what does is noise, and must not exhaust the stack of those who walk the tree. */
const deepestNesting = 64;

/**
 * The statements of lines (by default all, up to `to`), block in block. What is never closed ends with the lines and
 * is listed in `open`, the innermost first.
 */
export function statementTree(
  placed: PlacedLines,
  from = 0,
  to = placed.lines.length,
  inDefinition = false,
): { readonly statements: readonly Statement[]; readonly open: readonly OpenBlock[] } {
  const root: Statement[] = [];
  const stack: OpenBlock[] = [];
  let target = root;
  let tooDeep = 0;
  const openBlock = (brace: TextRange): void => {
    if (stack.length === deepestNesting) {
      tooDeep++;
      return;
    }
    const header = takeHeader(target);
    target = [];
    stack.push({ statements: target, header, open: brace });
  };
  const closeBlock = (brace: TextRange): void => {
    if (tooDeep > 0) {
      tooDeep--;
      return;
    }
    // A brace that closes nothing is reported by the validator, which reads across chunks as keepalived does.
    const block = stack.pop();
    if (!block) return;
    target = stack.at(-1)?.statements ?? root;
    target.push(blockStatement(block, brace));
  };
  for (let index = from; index < to; index++) {
    const line = placed.lines[index];
    const start = placed.lineStarts[index] ?? 0;
    const words = placed.lineWords[index] ?? [];
    if (!line?.code) continue;
    if (line.defines && line.continues && !inDefinition) {
      const last = endOfDefinition(placed, index, to);
      target.push(definition(placed, index, last));
      index = last;
      continue;
    }
    if (line.opens + line.closes === 0) {
      addStatement(target, words);
      continue;
    }
    if (line.loneBrace >= 0) {
      addStatement(target, words);
      const brace = { start: start + line.loneBrace, end: start + line.loneBrace + 1 };
      if (line.opens === 1) openBlock(brace);
      else closeBlock(brace);
      continue;
    }
    let first = 0;
    let next = 0;
    for (const { kind, start: tokenStart } of line.tokens) {
      if (kind === 'word') next++;
      if (kind !== 'open' && kind !== 'close') continue;
      addStatement(target, words.slice(first, next));
      first = next;
      const brace = { start: start + tokenStart, end: start + tokenStart + 1 };
      if (kind === 'open') openBlock(brace);
      else closeBlock(brace);
    }
    addStatement(target, words.slice(first, next));
  }
  const open: OpenBlock[] = [];
  for (let block = stack.pop(); block; block = stack.pop()) {
    open.push(block);
    (stack.at(-1)?.statements ?? root).push(blockStatement(block, undefined));
  }
  return { statements: root, open };
}

/** The last line of the definition that starts in a line. */
function endOfDefinition({ lines }: PlacedLines, from: number, to: number): number {
  let last = from;
  while (lines[last]?.continues && last + 1 < to) last++;
  return last;
}

/**
 * Its lines are a block for the editor only: they say nothing where they stand, and count where it is used. One that
 * seems to start another definition is text of this one: so this calls itself once, however many lines there are.
 */
function definition(placed: PlacedLines, from: number, last: number): Statement {
  const endOf = (index: number): number => (placed.lineStarts[index] ?? 0) + (placed.lines[index]?.text.length ?? 0);
  const open = endOf(from);
  const close = endOf(last);
  const { statements } = statementTree(placed, from + 1, last + 1, true);
  const header = placed.lineWords[from] ?? [];
  const words = isFilled(header) ? header : nameless(open);
  return {
    words,
    range: { start: words[0].range.start, end: close },
    block: { open: { start: open, end: open }, close: { start: close, end: close }, statements },
  };
}

function addStatement(target: Statement[], words: readonly Word[]): void {
  if (!isFilled(words)) return;
  target.push(new PlainStatement(words));
}

function isFilled(words: readonly Word[]): words is readonly [Word, ...Word[]] {
  return words.length > 0;
}

function nameless(at: number): readonly [Word] {
  return [{ range: { start: at, end: at }, value: '', known: true }];
}

/** The statement right before a brace is its header, unless that one has a block already. */
function takeHeader(statements: Statement[]): readonly [Word, ...Word[]] | undefined {
  const last = statements.at(-1);
  if (!last || last.block) return undefined;
  statements.pop();
  return last.words;
}

function blockStatement(block: OpenBlock, close: TextRange | undefined): Statement {
  const words = block.header ?? nameless(block.open.start);
  const end = close?.end ?? block.statements.at(-1)?.range.end ?? block.open.end;
  return {
    words,
    range: { start: words[0].range.start, end },
    block: { open: block.open, ...(close && { close }), statements: block.statements },
  };
}
