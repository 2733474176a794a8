import type { Failure } from '../base/failure.ts';
import type { Guess } from '../base/nearest.ts';
import type { FileSite } from '../cluster/cluster.ts';

/**
 * error: the real program refuses it, or the cluster provably misbehaves. warning: it loads and will bite.
 * information and hint: worth knowing.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Another place that belongs to a finding. */
export interface RelatedPlace {
  readonly at: FileSite;
  readonly message: string;
  /** The mistake could be mended here as well: an editor shows the finding in this file too. */
  readonly mirrored: boolean;
}

/** Puts `text` in the place of a stretch of a file; an empty stretch inserts. */
export interface FixEdit {
  readonly at: FileSite;
  readonly text: string;
}

/** A change of texts that mends a finding, in whichever file of whichever node has to change. */
export interface Fix {
  /** What it does, as an editor shows it: `Set the weight to -20`. */
  readonly title: string;
  /** They do not overlap. */
  readonly edits: readonly FixEdit[];
  /** Whether it may be applied unattended: by `--fix` and by an editor's "fix all". */
  readonly safe: boolean;
  /** Its edits write a secret: they are given out when they are wanted, and not with everything else. */
  readonly withSecret?: true;
}

/** Something that a rule reports. */
export interface Problem {
  readonly at: FileSite;
  /** What is wrong, why it bites, what to do. */
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** The word at its place that is not right, and the one that the message proposes. */
  readonly guess?: Guess;
  /** Ways to mend it, the best first. */
  readonly fixes?: readonly Fix[];
}

/** A problem with the rule that reported it. `rule` is the published id: `cluster/priorities-equal`. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: FileSite;
  readonly related: readonly RelatedPlace[];
  readonly guess?: Guess;
  readonly fixes?: readonly Fix[];
  /**
   * Of a word of keepalived that is no keyword where it stands: whether it belongs elsewhere, so that a brace may be
   * missing, or is nearly a keyword that fits there.
   */
  readonly word?: 'astray' | 'misspelt';
  /** Of `haconf/not-judged`: what failed. */
  readonly failure?: Failure;
}

/** The places where a finding is shown: its own, and those where the mistake could be mended as well. */
export function placesOf({ at, related }: Finding): FileSite[] {
  return [at, ...related.flatMap((place) => (place.mirrored ? [place.at] : []))];
}

/** All places that a finding speaks of. */
export function allPlacesOf({ at, related }: Pick<Finding, 'at' | 'related'>): FileSite[] {
  return [at, ...related.map((place) => place.at)];
}
