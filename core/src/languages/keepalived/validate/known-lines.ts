import { PlacedWord } from '../../../syntax/placed-word.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { KeepalivedLine } from '../lexer.ts';
import { wordsAt } from '../parsed-block.ts';
import type { BlockSyntax } from '../parser.ts';
import type { ChunkFacts } from './facts.ts';
import { checkFinished } from './finish.ts';
import type { Tell } from './issue.ts';
import { isNoted } from './notes.ts';
import type { Piece } from './pieces.ts';
import { serverKeywords } from './servers.ts';
import { BlockFacts, type KnownLine, knownIn, type ReaderState } from './state.ts';

interface Reader {
  readonly chunk: BlockSyntax;
  readonly state: ReaderState;
  readonly facts: ChunkFacts;
  readonly tell: Tell;
}

/**
 * Reads a line of which nothing is new: one that was found to be right in a block of the same kind, or the closing
 * brace of a block. Most lines of a large file are such lines. False, and nothing has happened, for any other.
 */
export function readKnown({ chunk, state, facts, tell }: Reader, line: KeepalivedLine, start: number): boolean {
  const { levels } = state;
  const level = levels[levels.length - 1];
  if (!level || level.needsBrace || level.skipped || state.skipping <= 0 || state.pending !== undefined) return false;
  if (line.closes === 1 && line.loneBrace >= 0 && line.plain) {
    const at = start + line.loneBrace;
    state.lostAt = undefined;
    levels.pop();
    checkFinished(level, { chunk, brace: new PlacedWord(at, at + 1, '}', true) }, facts, tell);
    state.skipping--;
    return true;
  }
  const simple = level.known.get(line)?.simple;
  if (!simple) return false;
  const { keyword, value } = simple;
  const { seen } = level.facts;
  if (!keyword.repeatable && seen.has(keyword.name)) return false;
  state.lostAt = undefined;
  seen.set(keyword.name, value?.movedBy(start));
  if (keyword.opens === undefined) return true;
  state.skipping++;
  levels.push({
    keyword,
    words: wordsAt(line, start),
    chunk,
    lines: keyword.lines,
    skipped: false,
    needsBrace: false,
    depth: 0,
    facts: new BlockFacts(),
    known: knownIn(state, keyword.opens),
    outer: level.facts,
  });
  return true;
}

/** What to remember of a line that starts at `start` and of which nothing was found. */
export function knownLine(line: KeepalivedLine, start: number, keyword: KeepalivedKeyword, piece: Piece): KnownLine {
  const { name, opens } = keyword;
  const block = line.plain && line.opens === 1 && line.loneBrace >= 0;
  if (name === 'real_server' || isNoted(keyword) || serverKeywords.has(name)) return known;
  if (opens === undefined ? line.opens + line.closes > 0 : !block) return known;
  const [, value] = piece.words;
  const placed = value && new PlacedWord(value.range.start - start, value.range.end - start, value.value, true);
  return { simple: { keyword, value: placed } };
}

const known: KnownLine = { simple: undefined };
