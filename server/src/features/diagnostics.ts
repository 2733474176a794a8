import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver-types';
import type { Finding, RelatedPlace, Severity } from '#core/lint/finding.ts';
import type { Positions } from '../positions.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Findings as the editor shows them. */
export function asDiagnostics(findings: readonly Finding[], positions: Positions, docsUri: string): Diagnostic[] {
  return findings.map((finding) => diagnostic(finding, positions, docsUri));
}

/**
 * Findings between files, by the file in which they are shown: where they stand, and in every other file where the
 * same mistake could be mended.
 */
export function clusterDiagnostics(
  findings: readonly Finding[],
  positions: Positions,
  docsUri: string,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  const add = (uri: string, found: Diagnostic): void => {
    const list = byFile.get(uri);
    if (list) list.push(found);
    else byFile.set(uri, [found]);
  };
  for (const finding of findings) {
    add(finding.at.path, diagnostic(finding, positions, docsUri));
    for (const place of finding.related) {
      if (place.mirrored) add(place.at.path, diagnostic(mirrored(finding, place), positions, docsUri));
    }
  }
  return byFile;
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
    ...(finding.rule.endsWith('/deprecated-keyword') && { tags: [DiagnosticTag.Deprecated] }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}
