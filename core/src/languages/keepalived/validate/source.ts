import { compareVersions, type Version } from '../../../base/version.ts';
import { activeText } from '../conditions.ts';
import { type Configuration, includePattern } from '../configuration.ts';
import { type DefinitionState, define, defineRepeated, expand, type SourceLine, without } from '../definitions.ts';
import type { KeepalivedLine } from '../lexer.ts';
import { wordsAt } from '../parsed-block.ts';
import { repeatedLine } from '../repeats.ts';
import type { ChunkFacts } from './facts.ts';
import type { Tell } from './issue.ts';
import { isFilled, type Piece, piecesOf, piecesOfPlain } from './pieces.ts';

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
export function piecesFrom(source: Source, line: KeepalivedLine, offset: number): readonly Piece[] {
  if (!line.plain || source.state.pending !== undefined) return piecesOfOdd(source, line.text, offset);
  const words = wordsAt(line, offset);
  if (!isInclude(line.words[0]?.value ?? '', source.reading)) return piecesOfPlain(line, words, offset);
  return include(source, line.text, offset) ?? piecesOfPlain(line, words, offset);
}

/** The words of a line that holds nothing else but the brace of a block behind them; undefined for any other line. */
export function plainWords(source: Source, line: KeepalivedLine, offset: number): Piece['words'] | undefined {
  const [first] = line.words;
  const shaped = line.opens + line.closes === 0 || (line.opens === 1 && line.loneBrace >= 0);
  if (!first || !shaped || !line.plain || source.state.pending !== undefined) return undefined;
  const words = wordsAt(line, offset);
  return isFilled(words) && !first.value.startsWith('include') ? words : undefined;
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
  // Far longer than what keepalived takes for one line.
  if (text.length > 65_536) return [];
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const skips = compareVersions(source.reading.version, [2, 4]) >= 0;
    const effect = skips ? 'skips the whole line' : 'reads the line up to it';
    const message = `The line holds a NUL byte: keepalived ${effect}. Save the file as UTF-8 text.`;
    tell({ id: 'embedded-nul', severity: 'error', range: { start: offset + nul, end: offset + nul + 1 }, message });
    return skips ? [] : piecesOfOdd(source, text.slice(0, nul), offset);
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
  const lines = putIn(source, { text: repeated?.rest ?? rest, offset }, repeated?.names ?? []);
  for (const name of defineRepeated(state, rest)) {
    const value = state.definitions.get(name);
    if (value) defines.set(name, value);
  }
  return lines.flatMap((line) => piecesOfExpanded(source, line));
}

/** The lines that a line stands for; `hidden` are names of values that nobody knows. */
function putIn({ state, facts, reading }: Source, line: SourceLine, hidden: readonly string[]): readonly SourceLine[] {
  if (state.full) {
    // What is not put in may declare anything.
    if (hidden.length > 0 || line.text.includes('$')) facts.includes = true;
    return [line];
  }
  return expand(without(state.definitions, hidden), line, (text) => activeText(text, reading.configId));
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

/** Bytes that keepalived reads as one line, its end among them. */
const longestLine = 1023;

/** Reports a line that does not fit into keepalived's buffer, a comment among them: the rest is then no comment. */
export function checkLength({ reading, tell }: Source, text: string, offset: number): void {
  if (text.length * 3 <= longestLine || bytesOf(text) <= longestLine) return;
  const skips = compareVersions(reading.version, [2, 4]) >= 0;
  const effect = skips ? 'ignores the line' : 'takes what is beyond for another line, even behind a comment character';
  const message = `The line is longer than ${longestLine - 1} bytes: keepalived ${effect}. Break it up.`;
  // The whole line would hide everything else on it.
  const [whole = '', blanks = ''] = /^(\s*)\S*/.exec(text) ?? [];
  const range = { start: offset + blanks.length, end: offset + whole.length };
  tell({ id: 'line-too-long', severity: 'error', range, message });
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Half of a pair counts for two of its four bytes.
    bytes += code < 128 ? 1 : code < 2048 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes;
}
