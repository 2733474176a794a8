import type { TextRange } from '../../../base/text-range.ts';
import type { Chunk } from '../../../syntax/chunk.ts';
import type { Line } from '../../../syntax/line.ts';
import type { KeepalivedKeyword, LineKind } from '../catalog/grammar.ts';
import type { DefinedLines, DefinitionState } from '../definitions.ts';
import type { PieceWord } from './pieces.ts';

/** What one block has said so far. */
export interface BlockFacts {
  /** Keywords that stood in it, with the last one's first argument. */
  readonly seen: Map<string, PieceWord | undefined>;
  /** First words of its lines of values. */
  readonly values: Set<string>;
}

/** A block that is open. */
export interface Level {
  /** Undefined for a block that keepalived skips. */
  readonly keyword: KeepalivedKeyword;
  readonly words: readonly PieceWord[];
  /** Where the words stand: a block with a missing brace goes on in the next chunk. */
  readonly chunk: Chunk;
  readonly lines: LineKind | undefined;
  /** keepalived skips everything in it, counting braces. */
  readonly skipped: boolean;
  needsBrace: boolean;
  /** Braces open inside a skipped block. */
  depth: number;
  readonly facts: BlockFacts;
  /** Those of the block it stands in. */
  readonly outer: BlockFacts;
}

/** Where keepalived's reading stands between two lines. */
export interface ReaderState extends DefinitionState {
  readonly levels: Level[];
  /** The other processes skip whole blocks by counting braces: -1 waits for the opening one. */
  skipping: number;
  /** The last unknown word opened a block, or should have: what follows is unknown because of it. */
  lostAt: TextRange | undefined;
  /** Lines whose first keyword and its arguments were found to be right. */
  readonly faultless: Map<Line, KeepalivedKeyword>;
}

export function newFacts(): BlockFacts {
  return { seen: new Map(), values: new Set() };
}

export function freshState(definitions: DefinedLines = new Map()): ReaderState {
  return { levels: [], definitions, pending: undefined, skipping: 0, lostAt: undefined, faultless: new Map() };
}

/** Between two blocks, as at the start of a file: only then does a chunk mean the same wherever it stands. */
export function isBetweenBlocks(state: ReaderState): boolean {
  return state.levels.length === 0 && state.skipping === 0 && state.pending === undefined;
}

/** The first address decides the family of an instance. */
export function hasFamily(facts: BlockFacts, family: 4 | 6): boolean {
  if (facts.values.has(`family ${family === 4 ? 6 : 4}`)) return false;
  facts.values.add(`family ${family}`);
  return true;
}
