import { shiftRange } from '../../base/text-range.ts';
import { type Chunk, startsOf } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import type { ParseError } from '../../syntax/parse-error.ts';
import type { PlacedWord } from '../../syntax/placed-word.ts';
import type { KeepalivedLine } from './lexer.ts';
import { type PlacedLines, type Statement, statementTree } from './statement-tree.ts';
import { unclosedBlocks } from './unclosed.ts';

type Tree = ReturnType<typeof statementTree>;

/**
 * A chunk that works out what its lines mean together when asked. Of most blocks of a large file nobody wants to know:
 * the validator reads lines, and the model holds what VRRP is about.
 */
export class ParsedBlock implements Chunk, PlacedLines {
  readonly text: string;
  readonly lines: readonly KeepalivedLine[];
  readonly soleKeyword: string | undefined;
  #errors: readonly ParseError[] | undefined;
  #lineStarts: readonly number[] | undefined;
  #lineWords: readonly (readonly Word[])[] | undefined;
  #tree: Tree | undefined;

  /** `sound`: no line has an error, and every block is closed. */
  constructor(text: string, lines: readonly KeepalivedLine[], sound: boolean, soleKeyword: string | undefined) {
    this.text = text;
    this.lines = lines;
    this.soleKeyword = soleKeyword;
    this.#errors = sound ? noErrors : undefined;
    this.#lineStarts = undefined;
    this.#lineWords = undefined;
    this.#tree = undefined;
  }

  get lineStarts(): readonly number[] {
    this.#lineStarts ??= startsOf(this.lines);
    return this.#lineStarts;
  }

  get lineWords(): readonly (readonly Word[])[] {
    this.#lineWords ??= this.lines.map((line, index) => wordsAt(line, this.lineStarts[index] ?? 0));
    return this.#lineWords;
  }

  get statements(): readonly Statement[] {
    this.#tree ??= statementTree(this);
    return this.#tree.statements;
  }

  get errors(): readonly ParseError[] {
    this.#errors ??= this.#findErrors();
    return this.#errors;
  }

  #findErrors(): readonly ParseError[] {
    const { lines, lineStarts } = this;
    const errors = lines.flatMap((line, index) =>
      line.errors.map((error) => ({ ...error, range: shiftRange(error.range, lineStarts[index] ?? 0) })),
    );
    this.#tree ??= statementTree(this);
    const { statements, open } = this.#tree;
    // Conditional lines and definitions hold braces that count for some nodes, or elsewhere, only.
    if (
      open.length > 0 &&
      !lines.some((line) => !line.plain && /^\s*(?:@|~|\$\w+=|\$\{?\w+\}?\s.*[{}])/.test(line.text))
    ) {
      errors.push(...unclosedBlocks(this, statements, open));
    }
    return errors;
  }
}

const noErrors: readonly ParseError[] = [];
const noWords: readonly PlacedWord[] = [];

/** The words of a line that starts at an offset of its chunk. */
export function wordsAt(line: KeepalivedLine, start: number): readonly PlacedWord[] {
  if (!line.code) return noWords;
  const { words } = line;
  return words.map((word) => word.movedBy(start));
}
