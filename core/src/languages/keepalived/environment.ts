/** What the meaning of a statement depends on beside its own text. */
export interface Environment {
  /** keepalived's `-i`, by default the host name up to the first dot; undefined when nobody knows it. */
  readonly configId: string | undefined;
  /** `$NAME` → its text. */
  readonly definitions: ReadonlyMap<string, string>;
}
