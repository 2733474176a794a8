import type { TextRange } from '../../../base/text-range.ts';
import type { Chunk, Site } from '../../../syntax/chunk.ts';

/** Something that keepalived reports, changes or swallows. The range counts from the start of its chunk. */
export interface Issue {
  /** A rule's id without its language. */
  readonly id: string;
  /** keepalived ends, or drops what is written: an error. It goes on with another value: a warning. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly range: TextRange;
  /** The chunk that the range belongs to, where it is not the one that is read. */
  readonly chunk?: Chunk;
  readonly mend?: Mend;
  readonly word?: UnknownWord;
}

/**
 * What a word is that is no keyword where it stands. `astray`: it, or what stands around it, belongs elsewhere, so a
 * brace may be missing above. `misspelt`: it is nearly a keyword that fits there.
 */
export type UnknownWord = 'astray' | 'misspelt';

/** What is to stand in the place of a word. */
export interface Mend {
  readonly title: string;
  readonly range: TextRange;
  /** What stands there: where the word came out of a definition, the file says something else. */
  readonly from: string;
  readonly to: string;
  /** It is plainly what was meant. */
  readonly safe: boolean;
}

/** Another word in the place of one. */
export function instead(word: { readonly value: string; readonly range: TextRange }, to: string, safe: boolean): Mend {
  return { title: `Write ${to}`, range: word.range, from: word.value, to, safe };
}

export type Tell = (issue: Issue) => void;

/** An issue with its place in the file. */
export interface PlacedIssue {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly site: Site;
  readonly mend?: Mend;
  readonly word?: UnknownWord;
}
