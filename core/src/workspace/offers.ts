import type { FileSite } from '../cluster/cluster.ts';
import type { Finding } from '../lint/finding.ts';
import { type FileEdits, placeFix } from './fixes.ts';
import { type Repair, repairsFor } from './repairs.ts';
import type { Snapshot } from './snapshot.ts';
import { mends } from './trial.ts';

/** Something that may be done about a finding. */
export interface Offer extends Repair {
  readonly withSecret: boolean;
}

/**
 * What is offered for a finding at one of its places, the best first: the fixes of its rule, what helps with the word it
 * is about, and a comment that leaves it out. One change is offered once, and none whose result is worse. `trials`
 * is asked before each result is judged, which costs as much as a keystroke.
 */
export function offersFor(
  snapshot: Snapshot,
  finding: Finding,
  at: FileSite,
  trials: () => boolean = () => true,
): readonly Offer[] {
  const fixes = (finding.fixes ?? []).flatMap(({ withSecret = false, ...fix }, index): Offer[] => {
    const edits = placeFix(snapshot, fix);
    return edits ? [{ title: fix.title, edits, preferred: index === 0 && fix.safe, withSecret }] : [];
  });
  const known = new Set(fixes.flatMap(({ edits }) => placesOf(edits)));
  // What the rule itself offers counts more.
  const repairs = repairsFor(snapshot, finding, at)
    .filter(({ edits, ignores }) => ignores || !placesOf(edits).some((place) => known.has(place)))
    .map((repair): Offer => ({ ...repair, preferred: repair.preferred && fixes.length === 0, withSecret: false }));
  return [...fixes, ...repairs].filter(
    ({ edits, ignores }) => ignores || (trials() && mends(snapshot, finding, edits)),
  );
}

function placesOf(edits: FileEdits): string[] {
  return [...edits].flatMap(([path, list]) => list.map(({ range }) => JSON.stringify([path, range.start, range.end])));
}
