import { compareVersions, type Version } from '../../../base/version.ts';
import { activeText } from '../conditions.ts';
import { type Configuration, includePattern } from '../configuration.ts';
import { type DefinitionState, define, defineRepeated, expand, type SourceLine, without } from '../definitions.ts';
import type { KeepalivedLine } from '../lexer.ts';
import { repeatedLine } from '../repeats.ts';
import type { ChunkFacts } from './facts.ts';
import type { Tell } from './issue.ts';
import { type Piece, type PieceWord, piecesOf, piecesOfPlain } from './pieces.ts';

/** What makes the same text mean different things. */
export interface Reading {
  readonly version: Version;
  /** The id whose conditional lines hold; undefined: none of the file's. */
  readonly configId: string | undefined;
  /** The files of `include` lines. */
  readonly included?: Configuration['included'];
}

/** What the lines of a chunk are read with, before anything knows of keywords. */
export interface Source {
  readonly reading: Reading;
  readonly state: DefinitionState;
  readonly facts: ChunkFacts;
  /** The definitions that the chunk makes. */
  readonly defines: Map<string, string[]>;
  readonly tell: Tell;
  /** Reads the files of an `include` line. */
  readonly include: (pattern: string) => void;
}

/** What keepalived's parser gets of a line: conditions and repetitions taken away, definitions put in. */
export function piecesFrom(
  source: Source,
  line: KeepalivedLine,
  words: readonly PieceWord[],
  offset: number,
): readonly Piece[] {
  if (!line.plain || source.state.pending !== undefined) return piecesOfOdd(source, line.text, offset);
  if (!isInclude(line.words[0]?.value ?? '', source.reading)) return piecesOfPlain(line, words, offset);
  return include(source, line.text, offset) ?? piecesOfPlain(line, words, offset);
}

/** Reads what a line includes; undefined when it names nothing, and so is none. */
function include(source: Source, text: string, offset: number): readonly Piece[] | undefined {
  const pattern = includePattern(text);
  if (pattern === undefined) return undefined;
  if (/["'\s]/.test(pattern)) {
    const start = offset + text.indexOf(pattern);
    const message = `keepalived takes everything up to the line's end for one name, quotes and blanks among it: it finds no file and includes nothing. Write one name or pattern without quotes.`;
    source.tell({
      id: 'include-quoted',
      severity: 'error',
      range: { start, end: start + pattern.length },
      message,
    });
  } else source.include(pattern);
  return [];
}

/** The forms with a letter, which say what a missing file does, came with 2.2. */
function isInclude(word: string, { version }: Reading): boolean {
  if (!word.startsWith('include')) return false;
  return word === 'include' || (/^include[rmwba]$/.test(word) && compareVersions(version, [2, 2]) >= 0);
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
  const repeated = repeatedLine(rest);
  if (!repeated) noteUnknownDefinitions(source, rest, offset);
  const known = repeated ? without(state.definitions, repeated.names) : state.definitions;
  const conditions = (line: string): string | undefined => activeText(line, source.reading.configId);
  const lines = expand(known, { text: repeated?.rest ?? rest, offset }, conditions);
  for (const name of defineRepeated(state, rest)) {
    const value = state.definitions.get(name);
    if (value) defines.set(name, value);
  }
  return lines.flatMap((line) => piecesOfExpanded(source, line));
}

/** Quoted ones may be meant for a program that is run, and those with an underscore are keepalived's own. */
function noteUnknownDefinitions({ state, facts }: Source, text: string, offset: number): void {
  if (!text.includes('$')) return;
  const plain = text.replace(/"[^"]*"?|[#!].*/gs, (quoted) => ' '.repeat(quoted.length));
  for (const match of plain.matchAll(/\$(?:\{([A-Za-z]\w*)\}|([A-Za-z]\w*))/g)) {
    const name = match[1] ?? match[2] ?? '';
    const start = offset + match.index;
    const range = { start, end: start + match[0].length };
    const joined = match[2] !== undefined && /^[^\s,)]/.test(plain.slice(match.index + match[0].length));
    if (joined || !state.definitions.has(name)) facts.unknownDefinitions.push({ name, range, joined });
  }
}

function piecesOfExpanded(source: Source, line: SourceLine): Piece[] {
  const { place } = line;
  if (isInclude(/^\s*(\w*)/.exec(line.text)?.[1] ?? '', source.reading)) {
    const pieces = include(source, line.text, line.offset);
    if (pieces) return [];
  }
  const pieces = piecesOf(line.text, line.offset);
  return place ? pieces.map((piece) => ({ ...piece, words: placed(piece, place) })) : pieces;
}

function placed(piece: Piece, range: { readonly start: number; readonly end: number }): Piece['words'] {
  const [first, ...words] = piece.words;
  return [{ ...first, range }, ...words.map((word) => ({ ...word, range }))];
}
