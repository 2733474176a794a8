/**
 * What others ask of a rule beside its findings. A rule declares it, so that editor, templates and the search for
 * consequences need not know any rule by its id.
 */
export interface RuleTraits {
  /**
   * Its findings mark one word that is not what it should be, for which an editor looks for the one that was meant:
   * a `word` of the language, or a `name` that nothing declares.
   */
  readonly about?: 'word' | 'name';
  /** Its findings hold whatever stands on the other lines, so they hold in a template as well. */
  readonly judgedBy?: 'line';
  /** Its findings mark what works and is about to go: an editor strikes it out. */
  readonly deprecated?: true;
  /** Its findings say that a line is not complete yet, which is no reason against a proposed word in it. */
  readonly halfTyped?: true;
  /** Other rules do not see what the marked `line` was to say, or read the `rest` of the text wrongly. */
  readonly obscures?: 'line' | 'rest';
  /** The brace that is missing or too many: all that follows may be read as a part of another block. */
  readonly brace?: 'missing {' | 'missing }' | 'needless {' | 'needless }';
  /** Its findings may follow from a mistake elsewhere, by which the program takes `blocks` or `words` for something else. */
  readonly misread?: 'blocks' | 'words';
  /** Where the thing may stand whose absence it reports: in the same `block`, in `defaults`, or anywhere in the `file`. */
  readonly misses?: 'block' | 'defaults' | 'file';
  /** Its findings may follow from a wrong word of another line, although the program reports them as well. */
  readonly follows?: true;
  /** Its findings say what haconf did not look at: never a consequence of another finding. */
  readonly notRead?: true;
}

/** What a rule between files compares; it speaks where none of it comes from a template. */
export interface RestsOn {
  /** Keywords of keepalived, of the instances that a finding is about and of what stands around them. */
  readonly keepalived: readonly string[];
  /**
   * `lines`: lines of HAProxy that are certainly there, in sections without expressions. `listeners`: all places where
   * HAProxy listens.
   */
  readonly haproxy?: 'lines' | 'listeners';
}
