import type { Finding } from '#core/lint/finding.ts';
import { applyEdits, type FileEdits } from '#core/workspace/fixes.ts';
import { offersFor } from '#core/workspace/offers.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';

/** Something that is offered to mend a finding, by its rule or by the server. */
export interface Offer {
  readonly finding: Finding;
  readonly title: string;
  readonly edits: FileEdits;
}

/** Everything that an editor offers for the findings of a snapshot, but for comments that leave one out. */
export function offersOf(snapshot: Snapshot): Offer[] {
  return snapshot.findings().flatMap((finding): Offer[] =>
    offersFor(snapshot, finding, finding.at)
      .filter(({ ignores }) => !ignores)
      .map(({ title, edits }) => ({ finding, title, edits })),
  );
}

/** The files after what was offered is done. */
export function filesAfter(files: ReadonlyMap<string, string>, { edits }: Offer): Map<string, string> {
  return new Map([...files].map(([path, text]) => [path, applyEdits(text, edits.get(path) ?? [])]));
}

/** How often each rule speaks, with its severity: `error haproxy/unknown-keyword`. */
export function ruleCounts(snapshot: Snapshot): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { severity, rule } of snapshot.findings()) {
    const key = `${severity} ${rule}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** What speaks more often than before, each once. */
export function moreThan(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...after].flatMap(([key, count]) => (count > (before.get(key) ?? 0) ? [key] : []));
}
