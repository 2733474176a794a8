import type { Finding, Fix } from '../lint/finding.ts';
import { ruleOf } from '../lint/rule-of.ts';
import { addFix, type FileEdits, type PlacedEdit, placeFix, sorted } from './fixes.ts';
import type { Snapshot } from './snapshot.ts';
import { affordableTrials, isGuessInBrokenText, leavesNoMoreErrors, mends } from './trial.ts';

/** Fixes with all that they edit. */
export interface FixesTogether {
  readonly fixes: readonly Fix[];
  readonly edits: FileEdits;
}

/**
 * The safe fixes of these findings that can be applied together, the first of each finding. One that collides with an
 * earlier one is left out: it may be applied to the result. So is what would leave more errors than there are.
 */
export function safeFixes(snapshot: Snapshot, findings: readonly Finding[]): FixesTogether {
  const safe = findings.flatMap((finding): Candidate[] => {
    const fix = finding.fixes?.find((candidate) => candidate.safe);
    const fits = fix && !isGuessInBrokenText(snapshot, finding, new Set(fix.edits.map(({ at }) => at.path)));
    return fits ? [{ finding, fix }] : [];
  });
  const all = together(snapshot, safe);
  if (all.fixes.length === 0) return all;
  const between = safe.some(({ finding }) => ruleOf(finding.rule)?.scope === 'cluster');
  if (leavesNoMoreErrors(snapshot, all.edits, between)) return all;
  // One of them is to blame.
  let trials = mostAlone;
  for (const path of all.edits.keys()) trials = Math.min(trials, affordableTrials(snapshot, path, mostAlone));
  const alone = safe.slice(0, trials).filter(({ finding, fix }) => {
    const edits = placeFix(snapshot, fix);
    return edits && mends(snapshot, finding, edits);
  });
  const rest = together(snapshot, alone);
  return leavesNoMoreErrors(snapshot, rest.edits, between) ? rest : { fixes: [], edits: new Map() };
}

/** So many fixes are tried one by one, fewer in a long file. */
const mostAlone = 200;

interface Candidate {
  readonly finding: Finding;
  readonly fix: Fix;
}

function together(snapshot: Snapshot, candidates: readonly Candidate[]): FixesTogether {
  const placed = new Map<string, PlacedEdit[]>();
  const fixes = candidates.flatMap(({ fix }): Fix[] => (addFix(snapshot.files, fix, placed) ? [fix] : []));
  return { fixes, edits: sorted(placed) };
}
