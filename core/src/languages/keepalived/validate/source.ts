import type { Version } from '../../../base/version.ts';
import { activeText } from '../conditions.ts';
import { type DefinitionState, define, expand, type SourceLine } from '../definitions.ts';
import type { KeepalivedLine } from '../lexer.ts';
import type { ChunkFacts } from './facts.ts';
import type { Tell } from './issue.ts';
import { type Piece, type PieceWord, piecesOf, piecesOfPlain } from './pieces.ts';

/** What makes the same text mean different things. */
export interface Reading {
  readonly version: Version;
  /** The id whose conditional lines hold; undefined: none of the file's. */
  readonly configId: string | undefined;
}

/** What the lines of a chunk are read with, before anything knows of keywords. */
export interface Source {
  readonly reading: Reading;
  readonly state: DefinitionState;
  readonly facts: ChunkFacts;
  /** The definitions that the chunk makes. */
  readonly defines: Map<string, string[]>;
  readonly tell: Tell;
}

/** What keepalived's parser gets of a line: conditions and repetitions taken away, definitions put in. */
export function piecesFrom(
  source: Source,
  line: KeepalivedLine,
  words: readonly PieceWord[],
  offset: number,
): readonly Piece[] {
  if (!line.plain || source.state.pending !== undefined) return piecesOfOdd(source, line.text, offset);
  if (!isInclude(line.words[0]?.value ?? '')) return piecesOfPlain(line, words, offset);
  source.facts.includes = true;
  return [];
}

function isInclude(word: string): boolean {
  return word.startsWith('include') && /^include[a-z]?$/.test(word);
}

/** A line with quotes, definitions, conditions or characters that hardly belong there. */
function piecesOfOdd(source: Source, text: string, offset: number): readonly Piece[] {
  const { state, tell, defines } = source;
  // keepalived itself ignores far shorter lines than this.
  if (text.length > 65_536) return [];
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const message = 'The line holds a NUL byte: keepalived skips the whole line. Save the file as UTF-8 text.';
    tell({ id: 'embedded-nul', severity: 'error', range: { start: offset + nul, end: offset + nul + 1 }, message });
    return [];
  }
  let rest = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  if (state.pending === undefined) {
    const active = activeText(rest, source.reading.configId);
    if (active === undefined) return [];
    rest = active;
  }
  const defined = define(state, rest);
  if (defined !== undefined) {
    defines.set(defined, state.definitions.get(defined) ?? []);
    return [];
  }
  rest = rest.replace(/^(\s*~(?:SEQx?|LST)\([^()]*\))+/, (prefix) => ' '.repeat(prefix.length));
  return expand(state.definitions, { text: rest, offset }).flatMap((line) => piecesOfExpanded(source, line));
}

function piecesOfExpanded(source: Source, line: SourceLine): Piece[] {
  if (/^\s*include[a-z]?(?:\s|$)/.test(line.text)) {
    source.facts.includes = true;
    return [];
  }
  const { place } = line;
  const pieces = piecesOf(line.text, line.offset);
  return place ? pieces.map((piece) => ({ ...piece, words: placed(piece, place) })) : pieces;
}

function placed(piece: Piece, range: { readonly start: number; readonly end: number }): Piece['words'] {
  const [first, ...words] = piece.words;
  return [{ ...first, range }, ...words.map((word) => ({ ...word, range }))];
}
