import type { TextRange } from '../base/text-range.ts';
import type { Word } from './line.ts';

/** A word that makes its range when asked: a large file has hundreds of thousands, and few are ever looked at. */
export class PlacedWord implements Word {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly known: boolean;

  constructor(start: number, end: number, value: string, known: boolean) {
    this.start = start;
    this.end = end;
    this.value = value;
    this.known = known;
  }

  get range(): TextRange {
    return { start: this.start, end: this.end };
  }

  /** The same word where offsets count from an origin that lies `by` units earlier. */
  movedBy(by: number): PlacedWord {
    return new PlacedWord(this.start + by, this.end + by, this.value, this.known);
  }
}
