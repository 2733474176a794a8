import type { Guess } from '../../../base/nearest.ts';
import type { TextRange } from '../../../base/text-range.ts';
import type { SectionSyntax } from '../parser.ts';

/** Something that HAProxy says about a section. The range counts from the section's start, so it survives edits elsewhere. */
export interface Issue {
  /** A rule's id without its language. */
  readonly id: IssueId;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly range: TextRange;
  /** The word in the range that is not right, and the one that the message proposes. */
  readonly guess?: Guess;
  /** HAProxy says it without a line: where it comes from is our conclusion. */
  readonly unplaced?: true;
}

export type IssueId =
  | 'unknown-keyword'
  | 'misplaced-keyword'
  | 'removed-keyword'
  | 'deprecated-keyword'
  | 'missing-argument'
  | 'extra-argument'
  | 'invalid-value'
  | 'invalid-address'
  | 'invalid-time'
  | 'invalid-sample'
  | 'invalid-log-format'
  | 'invalid-condition'
  | 'undefined-acl'
  | 'duplicate-name'
  | 'invalid-name'
  | 'rule-order'
  | 'undefined-reference'
  | 'bind-without-certificate';

/** A section with what HAProxy says about it. */
export interface SectionIssues {
  readonly section: SectionSyntax;
  readonly issues: readonly Issue[];
  /** Not inside an `.if` block that started above it. */
  readonly certain: boolean;
}
