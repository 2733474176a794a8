import { memo, memoLatest } from '../base/memo.ts';
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

/** What a visit of a stretch gives, and what the chunks up to its end mean for those below. */
export interface Visited<State, Result> {
  readonly result: Result;
  readonly after: State;
}

/**
 * A pass over all stretches in order that carries a state from one to the next. A result is kept with its stretch, and
 * holds as long as the state before it and everything `around` are the same objects. So `visit` has to hand on the
 * state that it was given wherever nothing in the stretch changes it.
 */
export function passOver<S extends object, State, Around extends readonly unknown[], Result>(
  visit: (stretch: S, before: State, ...around: Around) => Visited<State, Result>,
): (stretches: readonly S[], before: State, ...around: Around) => { results: readonly Result[]; after: State } {
  const visited = memoLatest(visit);
  return (stretches, before, ...around) => {
    const results: Result[] = [];
    let state = before;
    for (const stretch of stretches) {
      const { result, after } = visited(stretch, state, ...around);
      results.push(result);
      state = after;
    }
    return { results, after: state };
  };
}

/** Everything that is kept for a document from one version of its text to the next. */
export type DocumentCell = object;

/**
 * Something that depends on a document only by way of what `textOf` says of its parts, and is expensive to make: the
 * very same object as for the version before while the texts are equal. A first version makes no text at all, and later
 * ones only those of parts that are new and that they replace.
 */
export function digest<Part extends object, Input extends unknown[], Value>(
  textOf: (part: Part) => string,
  make: (...input: Input) => Value,
): (cell: DocumentCell, parts: readonly Part[], ...input: Input) => Value {
  const text = memo(textOf);
  const isSame = (a: readonly Part[], b: readonly Part[]): boolean =>
    a.length === b.length &&
    a.every((part, index) => {
      const other = b[index];
      return part === other || (other !== undefined && text(part) === text(other));
    });
  const keptOf = memo((_cell: DocumentCell): { latest: { parts: readonly Part[]; value: Value } | undefined } => ({
    latest: undefined,
  }));
  return (cell, parts, ...input) => {
    const kept = keptOf(cell);
    const value = kept.latest && isSame(kept.latest.parts, parts) ? kept.latest.value : make(...input);
    kept.latest = { parts, value };
    return value;
  };
}
