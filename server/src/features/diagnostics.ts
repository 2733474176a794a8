import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver-types';
import type { Finding, RelatedPlace, Severity } from '#core/lint/finding.ts';
import { ruleOf } from '#core/lint/rule-of.ts';
import { type FileProblem, problemRule } from '#core/workspace/file-problem.ts';
import type { Positions } from '../positions.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What findings became, and the line that their chunk started in then. */
export type KnownDiagnostics = WeakMap<Finding, { readonly line: number; readonly diagnostic: Diagnostic }>;

/**
 * So many notes of one rule in one file say enough: nobody reads more of them, and VS Code shows no more than a thousand
 * findings of a file at all. Errors and warnings are all told.
 */
const mostNotes = 100;

/** Findings of one file as the editor shows them. Those that an edit elsewhere did not move are the same objects. */
export function asDiagnostics(
  findings: readonly Finding[],
  positions: Positions,
  docsUri: string,
  known: KnownDiagnostics,
): Diagnostic[] {
  const notes = new Map<string, { count: number; last: number }>();
  const diagnostics: Diagnostic[] = [];
  for (const finding of findings) {
    if (finding.severity === 'information' || finding.severity === 'hint') {
      const ofRule = notes.get(finding.rule) ?? { count: 0, last: 0 };
      notes.set(finding.rule, ofRule);
      ofRule.count++;
      if (ofRule.count > mostNotes) continue;
      ofRule.last = diagnostics.length;
    }
    diagnostics.push(placed(finding, positions, docsUri, known));
  }
  for (const { count, last } of notes.values()) {
    const shown = diagnostics[last];
    if (count <= mostNotes || !shown) continue;
    const more = `(${count - mostNotes} more notes of this kind in the file: "haconf check" lists them all.)`;
    diagnostics[last] = { ...shown, message: `${shown.message} ${more}` };
  }
  return diagnostics;
}

/**
 * What is said of a file that is not read, or of a folder of which something was left out. Nothing is wrong in a
 * configuration then, but silence about it would be taken for approval.
 */
export function problemDiagnostic({ kind, message, ofFolder }: FileProblem): Diagnostic {
  const start = { line: 0, character: 0 };
  const severity = ofFolder ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning;
  return { range: { start, end: start }, severity, source: 'haconf', code: problemRule(kind), message };
}

function placed(finding: Finding, positions: Positions, docsUri: string, known: KnownDiagnostics): Diagnostic {
  // Other places move by themselves.
  if (finding.related.length > 0) return diagnostic(finding, positions, docsUri);
  const line = positions.chunkLine(finding.at);
  const before = known.get(finding);
  if (before?.line === line) return before.diagnostic;
  const now = before ? movedBy(before.diagnostic, line - before.line) : diagnostic(finding, positions, docsUri);
  known.set(finding, { line, diagnostic: now });
  return now;
}

function movedBy(before: Diagnostic, lines: number): Diagnostic {
  const { start, end } = before.range;
  return {
    ...before,
    range: { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } },
  };
}

/**
 * Findings between files, by the file in which they are shown: where they stand, and in every other file where the
 * same mistake could be mended.
 */
export function clusterDiagnostics(
  findings: readonly Finding[],
  positions: Positions,
  docsUri: string,
  known: KnownDiagnostics,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const byFile = new Map<string, Finding[]>();
  const add = (found: Finding): void => {
    const list = byFile.get(found.at.path);
    if (list) list.push(found);
    else byFile.set(found.at.path, [found]);
  };
  for (const finding of findings) {
    add(finding);
    for (const place of finding.related) if (place.mirrored) add(mirrored(finding, place));
  }
  return new Map([...byFile].map(([uri, list]) => [uri, asDiagnostics(list, positions, docsUri, known)]));
}

/** The finding as seen from a related place: there it stands, and here is what it is related to. */
function mirrored(finding: Finding, place: RelatedPlace): Finding {
  const origin: RelatedPlace = { at: finding.at, message: 'the counterpart of this finding', mirrored: false };
  return { ...finding, at: place.at, related: [origin, ...finding.related.filter((other) => other !== place)] };
}

function diagnostic(finding: Finding, positions: Positions, docsUri: string): Diagnostic {
  const related = finding.related.map(
    (place): DiagnosticRelatedInformation => ({
      location: { uri: place.at.path, range: positions.siteRange(place.at) },
      message: place.message,
    }),
  );
  return {
    range: positions.siteRange(finding.at),
    severity: severities[finding.severity],
    source: 'haconf',
    code: finding.rule,
    codeDescription: { href: `${docsUri}${finding.rule}.md` },
    message: finding.message,
    ...(ruleOf(finding.rule)?.deprecated && { tags: [DiagnosticTag.Deprecated] }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}
