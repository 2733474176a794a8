import type { TextRange } from '../../../base/text-range.ts';
import type { PlacedWord } from '../../../syntax/placed-word.ts';
import type { KeepalivedKeyword, LineKind } from '../catalog/grammar.ts';
import type { DefinedLines, DefinitionState } from '../definitions.ts';
import type { KeepalivedLine } from '../lexer.ts';
import type { BlockSyntax } from '../parser.ts';
import type { PieceWord } from './pieces.ts';

const noLevels: readonly Level[] = [];

/** What one block has said so far. */
export class BlockFacts {
  /** Keywords that stood in it, with the last one's first argument. */
  readonly seen = new Map<string, PieceWord | undefined>();
  /** How many lines of values it has. */
  lines = 0;
  private noted: Set<string> | undefined = undefined;
  private usable: Level[] | undefined = undefined;

  /** What else its lines, and the blocks in it, have to remember. Most have nothing. */
  get notes(): Set<string> {
    this.noted ??= new Set();
    return this.noted;
  }

  /** The real servers in it that keepalived takes. */
  get servers(): readonly Level[] {
    return this.usable ?? noLevels;
  }

  addServer(server: Level): void {
    if (this.usable) this.usable.push(server);
    else this.usable = [server];
  }
}

/** A line that was read without a finding about itself: nothing has to be looked at again where it stands once more. */
export interface KnownLine {
  /** Set when it says nothing of interest to lines and blocks around, and its only brace is that of its block. */
  readonly simple:
    | {
        readonly keyword: KeepalivedKeyword;
        /** Its first argument. The range counts from the line's start. */
        readonly value: PlacedWord | undefined;
      }
    | undefined;
}

/** Lines of one kind of block. Equal lines are one object. */
export type KnownLines = Map<KeepalivedLine, KnownLine>;

/** A block that is open. */
export interface Level {
  readonly keyword: KeepalivedKeyword;
  readonly words: readonly PieceWord[];
  /** Where the words stand: a block with a missing brace goes on in the next chunk. */
  readonly chunk: BlockSyntax;
  readonly lines: LineKind | undefined;
  /** keepalived skips everything in it, counting braces. */
  readonly skipped: boolean;
  needsBrace: boolean;
  /** Braces open inside a skipped block. */
  depth: number;
  readonly facts: BlockFacts;
  /** Lines that are known to be right in a block of this kind. */
  readonly known: KnownLines;
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
  /** By kind of block. */
  readonly known: Map<string, KnownLines>;
}

export function freshState(definitions: DefinedLines = new Map()): ReaderState {
  return { levels: [], definitions, pending: undefined, skipping: 0, lostAt: undefined, known: new Map() };
}

/** The lines that are known to be right in blocks of a kind. */
export function knownIn({ known }: ReaderState, context: string): KnownLines {
  const lines = known.get(context) ?? new Map<KeepalivedLine, KnownLine>();
  if (lines.size === 0) known.set(context, lines);
  return lines;
}

/** Between two blocks, as at the start of a file: only then does a chunk mean the same wherever it stands. */
export function isBetweenBlocks(state: ReaderState): boolean {
  return state.levels.length === 0 && state.skipping === 0 && state.pending === undefined;
}

/** The first address decides the family of an instance. */
export function hasFamily(facts: BlockFacts, family: 4 | 6): boolean {
  if (facts.notes.has(`family ${family === 4 ? 6 : 4}`)) return false;
  facts.notes.add(`family ${family}`);
  return true;
}
