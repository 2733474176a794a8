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
}

export type Tell = (issue: Issue) => void;

/** An issue with its place in the file. */
export interface PlacedIssue {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly site: Site;
}
