import { type FormatEdit, type FormatOptions, layOut } from '../../syntax/format.ts';
import type { Line } from '../../syntax/line.ts';
import type { BlockSyntax } from './parser.ts';

/** Nobody nests deeper; a text of nothing but braces must not grow with the square of its length. */
const deepest = 40;

/**
 * Lays out a top-level block: each line as deep as the braces around it. Where braces hold for some nodes only, or
 * come out of definitions, and where one is missing, the indentation stays; comments in the first column stay there. `continues`: the first
 * line goes on with a definition that started above.
 */
export function formatBlock(chunk: BlockSyntax, options: FormatOptions, continues: boolean): FormatEdit[] {
  const { fixed, depths, uncertain: doubtful } = readLines(chunk, continues);
  // Where a brace is missing, the indentation shows which one.
  const uncertain = doubtful || chunk.errors.some(({ id }) => id === 'unclosed-block');
  const indentOf = (line: Line, index: number): string | undefined => {
    const isComment = line.tokens.every(({ kind }) => kind === 'comment' || kind === 'space' || kind === 'newline');
    if (uncertain || (isComment && /^[#!]/.test(line.text))) return undefined;
    return options.indent.repeat(Math.min(depths[index] ?? 0, deepest));
  };
  return layOut(chunk, options, indentOf, fixed);
}

/** Whether a definition of several lines goes on behind a chunk. */
export function endsInDefinition(chunk: BlockSyntax, continues: boolean): boolean {
  return chunk.text.includes('\\') && readLines(chunk, continues).continues;
}

interface ReadLines {
  /** Lines that stay as they are. */
  readonly fixed: ReadonlySet<number>;
  readonly depths: readonly number[];
  readonly uncertain: boolean;
  readonly continues: boolean;
}

function readLines(chunk: BlockSyntax, before: boolean): ReadLines {
  const fixed = new Set<number>();
  const depths: number[] = [];
  let depth = 0;
  let continues = before;
  let uncertain = false;
  chunk.lines.forEach((line, index) => {
    const isDefinition = /^\s*\$\w+=/.test(line.text);
    const goesOn = /\\\s*$/.test(line.text);
    if (continues || isDefinition || goesOn || /^\s*\ufeff/.test(line.text)) {
      fixed.add(index);
    }
    continues = (isDefinition || continues) && goesOn;
    const braces = line.tokens.filter((token) => token.kind === 'open' || token.kind === 'close');
    if ((fixed.has(index) && braces.length > 0) || (/^\s*[@~]/.test(line.text) && braces.length > 0)) uncertain = true;
    if (line.errors.length > 0) uncertain = true;
    const leading = leadingCloses(line);
    depths.push(Math.max(0, depth - leading));
    for (const brace of braces) depth = Math.max(0, depth + (brace.kind === 'open' ? 1 : -1));
  });
  return { fixed, depths, uncertain, continues };
}

/** Closing braces with which the line starts. */
function leadingCloses(line: Line): number {
  let count = 0;
  for (const { kind } of line.tokens) {
    if (kind === 'close') count++;
    else if (kind !== 'space') break;
  }
  return count;
}
