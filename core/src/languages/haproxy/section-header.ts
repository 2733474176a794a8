/** The words of a section's first line, told apart. */
export interface SectionHeader {
  /** The keyword; '' for lines above the first section. */
  readonly kind: string;
  /** Index of the word that is the section's own name; -1 where it has none. */
  readonly name: number;
  /** Index of the word that names the `defaults` it takes its settings from; -1 where none is named. */
  readonly from: number;
}

const none: SectionHeader = { kind: '', name: -1, from: -1 };

/** Reads the values of a section's first line: `defaults from base` has no name of its own. */
export function readHeader(values: readonly string[] | undefined): SectionHeader {
  const kind = values?.[0];
  if (values === undefined || kind === undefined) return none;
  const at = values.indexOf('from', 1);
  const isUnnamed = values.length < 2 || (at === 1 && kind === 'defaults');
  return { kind, name: isUnnamed ? -1 : 1, from: at > 0 && at + 1 < values.length ? at + 1 : -1 };
}
