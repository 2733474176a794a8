import type { Chunk } from './chunk.ts';

/**
 * Some chunks that follow each other. A file is a list of stretches, so that after an edit work is done for the
 * stretch that changed, and for each of the others a comparison at most: an unchanged one is the same object, and what
 * was derived from it is kept with it.
 */
export interface Stretch<C extends Chunk = Chunk> {
  readonly chunks: readonly C[];
  /** Of its text, in UTF-16 units. */
  readonly length: number;
}

/** Near the square root of the number of chunks that a large file has: neither level is long. */
const longest = 64;

/** Cuts chunks into stretches. Those of `before` that hold the very same chunks are taken again. */
export function stretchesOf<C extends Chunk>(
  chunks: readonly C[],
  before: readonly Stretch<C>[] = [],
): readonly Stretch<C>[] {
  let head = 0;
  let start = 0;
  for (const { chunks: known } of before) {
    if (start + known.length > chunks.length || !known.every((chunk, index) => chunk === chunks[start + index])) break;
    start += known.length;
    head++;
  }
  let tail = before.length;
  let end = chunks.length;
  while (tail > head) {
    const known = before[tail - 1]?.chunks ?? [];
    const from = end - known.length;
    if (from < start || !known.every((chunk, index) => chunk === chunks[from + index])) break;
    end = from;
    tail--;
  }
  const changed: Stretch<C>[] = [];
  const size = Math.ceil((end - start) / Math.ceil((end - start) / longest));
  for (let at = start; at < end; at += size) changed.push(stretchOf(chunks.slice(at, Math.min(end, at + size))));
  return [...before.slice(0, head), ...changed, ...before.slice(tail)];
}

function stretchOf<C extends Chunk>(chunks: readonly C[]): Stretch<C> {
  let length = 0;
  for (const { text } of chunks) length += text.length;
  return { chunks, length };
}

/** The same object for all versions of a document's text: what is kept from one to the next is kept with it. */
export type DocumentIdentity = object;
