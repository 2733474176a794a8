import type { Range, SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from 'vscode-languageserver-types';
import { memo } from '#core/base/memo.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { type ChunkTokens, tokenModifiers, tokensOf, tokenTypes } from '#core/workspace/tokens.ts';

export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: [...tokenTypes],
  tokenModifiers: [...tokenModifiers],
};

/** Numbers of the protocol for each token. */
const width = 5;

/** Remembers what the editor was told of each document, so that the next answer can be what changed. */
export class SemanticTokenFeed {
  readonly #told = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  #count = 0;

  full(snapshot: Snapshot, uri: string): SemanticTokens {
    const data = encode(snapshot, uri);
    return { resultId: this.#remember(uri, data), data };
  }

  /** What changed since the answer `previous`, or everything when that is not the last one. */
  delta(snapshot: Snapshot, uri: string, previous: string): SemanticTokens | SemanticTokensDelta {
    const before = this.#told.get(uri);
    if (before?.id !== previous) return this.full(snapshot, uri);
    const data = encode(snapshot, uri);
    const resultId = this.#remember(uri, data);
    const shortest = Math.min(before.data.length, data.length);
    let start = 0;
    while (start < shortest && before.data[start] === data[start]) start++;
    let end = 0;
    while (end < shortest - start && before.data.at(-1 - end) === data.at(-1 - end)) end++;
    const deleteCount = before.data.length - start - end;
    const inserted = data.slice(start, data.length - end);
    const edits = deleteCount === 0 && inserted.length === 0 ? [] : [{ start, deleteCount, data: inserted }];
    return { resultId, edits };
  }

  #remember(uri: string, data: readonly number[]): string {
    const id = String(++this.#count);
    this.#told.delete(uri);
    this.#told.set(uri, { id, data });
    // Of a document that nobody has asked about for long the editor gets everything again.
    const [oldest] = this.#told.keys();
    if (this.#told.size > 50 && oldest !== undefined) this.#told.delete(oldest);
    return id;
  }
}

/** The tokens that start in some lines. */
export function semanticTokensIn(snapshot: Snapshot, uri: string, { start, end }: Range): SemanticTokens {
  const all = encode(snapshot, uri);
  const data: number[] = [];
  let line = 0;
  let character = 0;
  let told = { line: 0, character: 0 };
  for (let at = 0; at < all.length; at += width) {
    const [down = 0, right = 0, ...rest] = all.slice(at, at + width);
    character = down > 0 ? right : character + right;
    line += down;
    if (line > end.line) break;
    if (line < start.line) continue;
    data.push(line - told.line, line === told.line ? character - told.character : character, ...rest);
    told = { line, character };
  }
  return { data };
}

function encode(snapshot: Snapshot, uri: string): number[] {
  const file = snapshot.files.get(uri);
  const data: number[] = [];
  // Lines between the last token told and the start of the chunk.
  let gap = 0;
  for (const chunk of file ? tokensOf(file) : []) {
    const encoded = encodedChunk(chunk);
    // A chunk is whole lines, so that its first token is never on the line of the last one before it.
    for (let at = 0; at < encoded.data.length; at++) {
      data.push((encoded.data[at] ?? 0) + (at === 0 ? gap : 0));
    }
    gap = encoded.data.length > 0 ? encoded.after : gap + encoded.after;
  }
  return data;
}

interface EncodedChunk {
  readonly data: readonly number[];
  /** Lines from the last token (or the start) to the end of the chunk. */
  readonly after: number;
}

/** A chunk's numbers. An editor ends lines at CR, LF and both together. */
const encodedChunk = memo(({ text, tokens }: ChunkTokens): EncodedChunk => {
  const data: number[] = [];
  const breaks = /\r\n|\r|\n/g;
  let lines = 0;
  let lineStart = 0;
  let told = { line: 0, character: 0 };
  let next = breaks.exec(text);
  const passTo = (offset: number): void => {
    while (next && next.index + next[0].length <= offset) {
      lines++;
      lineStart = next.index + next[0].length;
      next = breaks.exec(text);
    }
  };
  for (const { start, length, type, modifiers } of tokens) {
    passTo(start);
    const character = start - lineStart;
    const bits = modifiers.reduce((sum, modifier) => sum + 2 ** tokenModifiers.indexOf(modifier), 0);
    const right = lines === told.line ? character - told.character : character;
    data.push(lines - told.line, right, length, tokenTypes.indexOf(type), bits);
    told = { line: lines, character };
  }
  passTo(text.length);
  return { data, after: lines - told.line };
});
