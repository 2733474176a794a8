import type { FileSite } from '#core/cluster/cluster.ts';
import type { Finding, Fix } from '#core/lint/finding.ts';
import { absoluteRange } from '#core/syntax/chunk.ts';
import { placeFix } from '#core/workspace/fixes.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';

/** A finding without objects of the syntax: two readings of one text give equal ones. */
export function plainFinding(snapshot: Snapshot, { rule, severity, message, at, related, fixes }: Finding): unknown {
  return {
    rule,
    severity,
    message,
    at: plainSite(snapshot, at),
    related: related.map((place) => [plainSite(snapshot, place.at), place.message, place.mirrored]),
    fixes: fixes?.map((fix) => plainFix(snapshot, fix)),
  };
}

export function plainSite(snapshot: Snapshot, { path, site }: FileSite): unknown {
  const file = snapshot.files.get(path);
  return [path, file ? absoluteRange(file.syntax, site) : null];
}

/** The edits of one that holds a secret are handed out when somebody asks for them, and to nobody else. */
function plainFix(snapshot: Snapshot, fix: Fix): unknown {
  if (fix.withSecret) return [fix.title, fix.safe, 'with a secret'];
  const edits = placeFix(snapshot, fix);
  return [fix.title, fix.safe, edits && [...edits]];
}

/** An answer as a text that can be compared and searched. */
export function asText(answer: unknown): string {
  return (
    JSON.stringify(answer, (_key, value: unknown) => {
      if (value instanceof Map) return [...value];
      if (value instanceof Set) return [...value];
      return value === undefined ? null : value;
    }) ?? 'undefined'
  );
}

/** Where two texts begin to differ, with what is around. */
export function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 200), at + 200);
  return `they differ at ${at}:\n  ${around(a)}\nand\n  ${around(b)}`;
}
