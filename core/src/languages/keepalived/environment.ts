import type { Configuration } from './configuration.ts';
import type { Definitions } from './definitions.ts';

/** What the meaning of a statement depends on beside its own text. */
export interface Environment {
  /** keepalived's `-i`, by default the host name up to the first dot; undefined when nobody knows it. */
  readonly configId: string | undefined;
  /** `$NAME` → the lines of its text, where the statement stands. */
  readonly definitions: Definitions;
  /** The files of `include` lines inside of blocks. */
  readonly included?: Configuration['included'];
  /** The statements come out of definitions: everything is put in, and the text at their place is another. */
  readonly written?: true;
}
