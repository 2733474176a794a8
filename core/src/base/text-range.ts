/** A half-open range of a text, in UTF-16 units. Offsets count from the start of whatever the owner says: a line, a chunk, a file. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The same range counted from an origin that lies `by` units earlier. */
export function shiftRange(range: TextRange, by: number): TextRange {
  return { start: range.start + by, end: range.end + by };
}

/** Whether `offset` lies in the range or at either edge: a cursor right behind a word still belongs to it. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
