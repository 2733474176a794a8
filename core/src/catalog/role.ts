import type { TextRange } from '../base/text-range.ts';
import type { Argument, NameKind } from './keyword.ts';

/** What a stretch of a line is for the program, apart from comments and blanks. */
export type RoleKind =
  /** The word that starts a section or a top-level block. */
  | 'section'
  | 'keyword'
  /** A keyword behind the arguments of another one: `check` on a server line. */
  | 'parameter'
  /** `if`, `or`, `!`, `no` and the like. */
  | 'operator'
  /** One of the words that an argument may be. */
  | 'choice'
  /** Any other argument. */
  | 'value'
  /** A sample fetch. */
  | 'fetch'
  | 'converter'
  /** A name that is declared or referred to. */
  | 'name'
  /** A `%` variable of a log format. */
  | 'log-variable'
  /** A flag of an ACL's match such as `-i`. */
  | 'flag'
  /** What an ACL compares with. */
  | 'pattern'
  /** Not known to the program where it stands, as far as the catalogue tells. */
  | 'unknown';

/** A stretch of a line with its meaning. Ranges count from the line's start; roles follow each other and do not overlap. */
export interface Role {
  readonly kind: RoleKind;
  readonly range: TextRange;
  readonly deprecated?: boolean;
  /** For a `name`: what it names, and its text without quotes. */
  readonly names?: NameKind;
  readonly text?: string;
  /** The line declares the name instead of using it. */
  readonly declares?: boolean;
  /** For a `value`: which argument it is, and of which keyword. */
  readonly argument?: Argument;
  readonly keyword?: string;
}
