import { topLevel } from '../../catalog/keyword.ts';
import type { ParseError } from '../../syntax/parse-error.ts';
import type { KeepalivedKeyword } from './catalog/grammar.ts';
import { keepalivedKeywords } from './catalog.ts';
import type { OpenBlock, PlacedLines, Statement } from './statement-tree.ts';

/**
 * Which blocks of a chunk lack their closing brace, given those that are open at its end.
 *
 * A brace that is missing inside is made up for by the next one, so that it is an outer block that stays open. Which
 * one it was shows in what it seems to hold: keywords of a block around it, or a brace that stands below the header
 * of a block around it.
 */
export function unclosedBlocks(
  placed: PlacedLines,
  statements: readonly Statement[],
  open: readonly OpenBlock[],
): ParseError[] {
  const suspects: Suspects = new Map();
  suspectByKeywords(statements, [], suspects);
  if (suspects.size < open.length) suspectByIndentation(placed, statements, [], suspects);
  const blamed = new Set([...suspects].map(([suspect, context]) => innermost(placed, suspect, context)));
  const inner = [...blamed].slice(0, open.length).map(errorFor);
  // What the evidence does not explain is the outermost that stays open.
  return [...inner, ...open.slice(inner.length).map(errorFor)];
}

/** A block above, from the outside in. */
interface Around {
  readonly statement: Statement;
  /** What may stand in it; undefined where nobody knows, or where its lines are values. */
  readonly context: string | undefined;
}

/** Blocks that seem to go on for too long, with what may stand in them. */
type Suspects = Map<Statement, string | undefined>;

const contexts = tableOf(keepalivedKeywords);

function tableOf(keywords: readonly KeepalivedKeyword[]): ReadonlyMap<string, ReadonlyMap<string, KeepalivedKeyword>> {
  const table = new Map<string, Map<string, KeepalivedKeyword>>();
  for (const keyword of keywords) {
    for (const context of keyword.in) {
      const block = table.get(context) ?? new Map<string, KeepalivedKeyword>();
      table.set(context, block.set(keyword.name, keyword));
    }
  }
  return table;
}

function keywordOf({ words }: Statement): string {
  return words.find((word) => !word.value.startsWith('@'))?.value ?? '';
}

function suspectByKeywords(statements: readonly Statement[], around: readonly Around[], suspects: Suspects): void {
  const inside = around.at(-1);
  for (const statement of statements) {
    const name = keywordOf(statement);
    const context = inside ? inside.context : topLevel;
    const known = context === undefined ? undefined : contexts.get(context)?.get(name);
    if (!known && inside) {
      // The nearest block that can hold it: all in between should have ended before.
      const at = around.findLastIndex((each) => each.context !== undefined && contexts.get(each.context)?.has(name));
      const certain = inside.context !== undefined || statement.block !== undefined;
      if (at >= 0 && certain) for (const each of around.slice(at + 1)) suspects.set(each.statement, each.context);
    }
    if (!statement.block) continue;
    const owner = known ?? nearestKeyword(name, around);
    const opens = owner && !owner.lines ? owner.opens : undefined;
    suspectByKeywords(statement.block.statements, [...around, { statement, context: opens }], suspects);
  }
}

function nearestKeyword(name: string, around: readonly Around[]): KeepalivedKeyword | undefined {
  for (let index = around.length - 1; index >= 0; index--) {
    const context = around[index]?.context;
    const keyword = context === undefined ? undefined : contexts.get(context)?.get(name);
    if (keyword) return keyword;
  }
  return undefined;
}

/** The block inside that took the suspect's closing brace: that brace stands below the suspect's header, not its own. */
function innermost(placed: PlacedLines, suspect: Statement, context: string | undefined): Statement {
  const known = context === undefined ? undefined : contexts.get(context);
  const outer = indentAt(placed, suspect.range.start);
  const taker = suspect.block?.statements.findLast((statement) => {
    const { range, block } = statement;
    if (!known?.has(keywordOf(statement))) return false;
    const closing = block?.close && indentAt(placed, block.close.start, true);
    return closing !== undefined && closing === outer && indentAt(placed, range.start) !== outer;
  });
  if (!taker) return suspect;
  const keyword = known?.get(keywordOf(taker));
  return innermost(placed, taker, keyword?.lines ? undefined : keyword?.opens);
}

function suspectByIndentation(
  placed: PlacedLines,
  statements: readonly Statement[],
  around: readonly Statement[],
  suspects: Suspects,
): void {
  for (const statement of statements) {
    const { block } = statement;
    if (!block) continue;
    // The innermost first: the blocks around it end late because of it.
    suspectByIndentation(placed, block.statements, [...around, statement], suspects);
    const own = indentAt(placed, statement.range.start);
    const closing = block.close && indentAt(placed, block.close.start, true);
    const outer = around.map((each) => indentAt(placed, each.range.start));
    if (closing !== undefined && own !== undefined && closing !== own && outer.includes(closing))
      suspects.set(statement, undefined);
  }
}

/** The blanks before a place; undefined when other things stand before it on its line and `first` is asked for. */
function indentAt({ lines, lineStarts }: PlacedLines, offset: number, first = false): string | undefined {
  let index = 0;
  for (let high = lineStarts.length - 1; index < high; ) {
    const middle = (index + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) index = middle;
    else high = middle - 1;
  }
  const text = lines[index]?.text ?? '';
  const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
  return first && indent.length !== offset - (lineStarts[index] ?? 0) ? undefined : indent;
}

function errorFor(block: OpenBlock | Statement): ParseError {
  const [words, open] = 'words' in block ? [block.words, block.block?.open ?? block.range] : [block.header, block.open];
  const title = words
    ? words
        .slice(0, 3)
        .map((word) => word.value.slice(0, 40))
        .join(' ')
    : '{';
  return {
    id: 'unclosed-block',
    message: `The block "${title}" is never closed. keepalived reads what follows as part of it and says nothing, so later blocks are lost. Add the missing "}".`,
    range: words ? { start: words[0].range.start, end: open.end } : open,
  };
}
