import type { Version } from '../../../base/version.ts';
import { topLevel } from '../../../catalog/keyword.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { BlockSyntax } from '../parser.ts';
import { checkArguments } from './arguments.ts';
import { define, expand, type SourceLine } from './definitions.ts';
import type { ChunkFacts } from './facts.ts';
import { checkFinished } from './finish.ts';
import type { Issue, Tell } from './issue.ts';
import { explainUnknown, keywordTable } from './known.ts';
import { checkLine } from './lines.ts';
import { noteLine, noteStatement } from './notes.ts';
import { isBrace, type Piece, piecesOf } from './pieces.ts';
import { checkRepeated } from './repeated.ts';
import { type Level, newFacts, type ReaderState } from './state.ts';
import { checkServerPort } from './swallowed.ts';
import { isUnknown } from './values.ts';

/** What makes the same text mean different things. */
export interface Reading {
  readonly version: Version;
  /** The id whose conditional lines hold; undefined: none of the file's. */
  readonly configId: string | undefined;
}

/** What keepalived says of one chunk. */
export interface ChunkReading {
  readonly issues: readonly Issue[];
  readonly facts: ChunkFacts;
}

/**
 * Reads a chunk line by line as keepalived's process_stream() and alloc_value_block() do, brace by brace, so that
 * a missing brace has here the consequences that it has there. `state` is taken to the end of the chunk.
 */
export function readChunk(chunk: BlockSyntax, state: ReaderState, reading: Reading): ChunkReading {
  const issues: Issue[] = [];
  const reader: Reader = {
    chunk,
    state,
    reading,
    facts: {
      declared: [],
      used: [],
      usedAfter: [],
      routers: [],
      withoutInterface: [],
      defaultInterface: false,
      includes: false,
    },
    tell: (issue) => issues.push(issue),
  };
  chunk.lines.forEach((line, index) => {
    const offset = chunk.lineStarts[index] ?? 0;
    const code = line.tokens.some(
      (token) => token.kind !== 'space' && token.kind !== 'newline' && token.kind !== 'comment',
    );
    if (!code && state.definitions.pending === undefined) return;
    readLine(reader, line.text, offset);
  });
  return { issues, facts: reader.facts };
}

interface Reader {
  readonly chunk: BlockSyntax;
  readonly state: ReaderState;
  readonly reading: Reading;
  readonly facts: ChunkFacts;
  readonly tell: Tell;
}

function readLine(reader: Reader, text: string, offset: number): void {
  const { state, tell } = reader;
  // keepalived itself ignores far shorter lines than this.
  if (text.length > 65_536) return;
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const message = 'The line holds a NUL byte: keepalived skips the whole line. Save the file as UTF-8 text.';
    tell({ id: 'embedded-nul', severity: 'error', range: { start: offset + nul, end: offset + nul + 1 }, message });
    return;
  }
  let rest = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  if (state.definitions.pending === undefined) {
    const active = activeText(rest, reader.reading.configId);
    if (active === undefined) return;
    rest = active;
  }
  const defined = define(state.definitions, rest);
  if (defined) {
    state.definitions = defined;
    return;
  }
  rest = rest.replace(/^(\s*~(?:SEQx?|LST)\([^()]*\))+/, (prefix) => ' '.repeat(prefix.length));
  for (const line of expand(state.definitions, { text: rest, offset })) readSource(reader, line);
}

function readSource(reader: Reader, line: SourceLine): void {
  if (/^\s*include[a-z]?\s/.test(line.text)) {
    reader.facts.includes = true;
    return;
  }
  for (const piece of piecesOf(line.text, line.offset)) {
    const place = line.place;
    step(reader, place ? { ...piece, words: placed(piece, place) } : piece);
  }
}

function placed(piece: Piece, range: { readonly start: number; readonly end: number }): Piece['words'] {
  const [first, ...words] = piece.words;
  return [{ ...first, range }, ...words.map((word) => ({ ...word, range }))];
}

/** The line without its conditions, which become blanks; undefined when it does not hold for the id. */
function activeText(text: string, configId: string | undefined): string | undefined {
  let rest = text;
  for (;;) {
    const condition = /^(\s*@(\^?)(\S*))(.*)$/s.exec(rest);
    if (!condition) return rest;
    const [, prefix = '', negated, id, tail = ''] = condition;
    if (tail.trim() === '' || (id === configId) === (negated === '^')) return undefined;
    rest = ' '.repeat(prefix.length) + tail;
  }
}

function step(reader: Reader, piece: Piece): void {
  let reported = false;
  const tell: Tell = (issue) => {
    reported = true;
    reader.tell(issue);
  };
  stepOwn(reader, piece, tell);
  const outside = stepOthers(reader, piece);
  if (!outside || reported) return;
  const [first] = piece.words;
  reader.tell({
    id: isBrace(piece, '}') ? 'unexpected-closing-brace' : 'unknown-keyword',
    severity: 'error',
    range: first.range,
    message: `keepalived reads "${first.value}" outside of any block and skips it: a block above lacks its opening brace, or a brace is left over.`,
  });
}

/** The process that a block is for. */
function stepOwn(reader: Reader, piece: Piece, tell: Tell): void {
  const { levels } = reader.state;
  const level = levels.at(-1);
  if (level?.skipped) {
    if (level.needsBrace && !isBrace(piece, '{')) {
      levels.pop();
      stepOwn(reader, piece, tell);
    } else if (isBrace(piece, '{')) {
      level.needsBrace = false;
      level.depth++;
    } else if (isBrace(piece, '}') && --level.depth === 0) levels.pop();
  } else if (level?.lines) stepValue(reader, level, piece, tell);
  else stepKeyword(reader, level, piece, tell);
}

function stepValue(reader: Reader, level: Level, piece: Piece, tell: Tell): void {
  const { levels } = reader.state;
  if (level.needsBrace) {
    level.needsBrace = false;
    if (isBrace(piece, '{')) return;
    reportNoBrace(level, tell);
  }
  if (isBrace(piece, '}')) {
    levels.pop();
    checkFinished(level, { chunk: reader.chunk, range: piece.words[0].range }, reader.facts, tell);
    return;
  }
  checkLine(level, piece, reader.reading.version, tell);
  level.facts.values.add(`line ${piece.words[0].value}`);
  noteLine(level, piece, reader.facts);
}

function reportNoBrace(level: Level, tell: Tell): void {
  const [first] = level.words;
  if (!first) return;
  const message = `No "{" follows ${level.keyword.name}. keepalived reads on as if it were there in one process and not in the others, and whole blocks are lost. Add it.`;
  tell({ id: 'missing-opening-brace', severity: 'error', range: first.range, message, chunk: level.chunk });
}

function stepKeyword(reader: Reader, level: Level | undefined, piece: Piece, tell: Tell): void {
  const { state, reading, facts } = reader;
  const [first] = piece.words;
  if (level?.needsBrace) {
    level.needsBrace = false;
    if (isBrace(piece, '{')) return;
    reportNoBrace(level, tell);
    const message = `keepalived expects the "{" of ${level.keyword.name} before this.`;
    tell({ id: 'missing-opening-brace', severity: 'error', range: first.range, message });
  } else if (isBrace(piece, '{')) {
    // Behind an unknown word the brace is not a fault of its own.
    if (state.lostAt === undefined) {
      const message =
        'No block starts here: keepalived ignores this "{" and reads what follows as if it stood outside.';
      tell({ id: 'unexpected-opening-brace', severity: 'error', range: first.range, message });
    }
    state.lostAt = undefined;
    return;
  }
  state.lostAt = undefined;
  if (isBrace(piece, '}')) {
    if (!level) {
      const message = 'This "}" closes nothing. An opening brace is missing above, or this one is left over.';
      tell({ id: 'unexpected-closing-brace', severity: 'error', range: first.range, message });
      return;
    }
    state.levels.pop();
    checkFinished(level, { chunk: reader.chunk, range: first.range }, facts, tell);
    return;
  }
  const context = level?.keyword.opens ?? topLevel;
  const keyword = keywordTable(reading.version).get(context)?.get(first.value);
  if (!keyword) {
    if (isUnknown(first.value)) return;
    state.lostAt = first.range;
    const message = explainUnknown(first.value, context, reading.version);
    tell({ id: 'unknown-keyword', severity: 'error', range: first.range, message });
    return;
  }
  readKeyword(reader, level, keyword, piece, tell);
}

/** Marks of the whole file, for what stands outside of blocks. */
const nowhere = newFacts();

function readKeyword(
  reader: Reader,
  level: Level | undefined,
  keyword: KeepalivedKeyword,
  piece: Piece,
  tell: Tell,
): void {
  const { state, reading, facts } = reader;
  const outer = level?.facts ?? nowhere;
  const lost = checkArguments(keyword, piece, reading.version, tell);
  if (level) {
    checkRepeated(keyword, piece, level, tell);
    outer.seen.set(keyword.name, piece.words[1]);
  }
  if (!lost) noteStatement(keyword, piece, level, facts);
  if (level) checkServerPort(keyword, piece, level, tell);
  if (keyword.opens === undefined) return;
  if (level && !lost) level.facts.values.add(keyword.name === 'url' ? '' : keyword.name);
  state.levels.push({
    keyword,
    words: piece.words,
    chunk: reader.chunk,
    ...(keyword.lines && { lines: keyword.lines }),
    skipped: lost,
    needsBrace: true,
    depth: 0,
    facts: newFacts(),
    outer,
  });
}

/** True when the processes that skip whole blocks find this piece outside of all of them. */
function stepOthers(reader: Reader, piece: Piece): boolean {
  const { state } = reader;
  const open = isBrace(piece, '{');
  if (state.skipping === -1) {
    state.skipping = open ? 1 : 0;
    if (open) return false;
  }
  if (state.skipping > 0) {
    if (open) state.skipping++;
    else if (isBrace(piece, '}')) state.skipping--;
    return false;
  }
  if (open) return false;
  const word = piece.words[0].value;
  if (keywordTable(reader.reading.version).get(topLevel)?.has(word)) {
    state.skipping = -1;
    return false;
  }
  return !isUnknown(word);
}
