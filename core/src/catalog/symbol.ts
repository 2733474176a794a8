import type { TextRange } from '../base/text-range.ts';
import type { NameKind } from './keyword.ts';

/** A place where a name is declared or used. */
export interface Occurrence {
  readonly kind: NameKind;
  /** The name alone: `web1` of `app/web1`, `txn.user` of a variable. */
  readonly name: string;
  /**
   * What it names, as texts that are equal for equal things of one configuration. A `listen` section is a frontend
   * and a backend at once, so it has several.
   */
  readonly keys: readonly string[];
  readonly declares: boolean;
  /** The characters of the name, counted from the start of the chunk. */
  readonly range: TextRange;
  /** What a declaration declares it with: its line or block. Counted from the start of the chunk. */
  readonly whole: TextRange;
}
