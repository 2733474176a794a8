import { oneLine } from '#core/base/one-line.ts';
import type { Severity } from '#core/lint/finding.ts';
import { type CheckReport, countBySeverity, type ReportedFinding } from '../check-report.ts';
import type { Style } from '../style.ts';

/**
 * One line for each finding as compilers write them, its other places below; nothing at all when there is none. Hints
 * are for an editor, where they are a faint mark: here they are only counted unless they are asked for.
 */
export function checkText(report: CheckReport, style: Style, withHints: boolean): string {
  const shown = report.findings.filter((finding) => withHints || finding.severity !== 'hint');
  const gone = report.gone?.filter((finding) => withHints || finding.severity !== 'hint') ?? [];
  if (gone.length > 0) {
    const blocks = gone.map((finding) => block(finding, style));
    const rest = checkText({ ...report, gone: [] }, style, withHints);
    return `${rest}${rest === '' ? '' : '\n'}Reported by the other version only:\n${blocks.join('\n')}\n\n${summary(gone)}\n`;
  }
  if (shown.length === 0) return '';
  const blocks = shown.map((finding) => block(finding, style));
  const hidden = report.findings.length - shown.length;
  const more = hidden === 0 ? '' : `; ${hidden} ${hidden === 1 ? 'hint' : 'hints'} more with --hints`;
  return `${blocks.join('\n')}\n\n${summary(shown)}${more}\n`;
}

function block(finding: ReportedFinding, style: Style): string {
  const { path, line, column, severity, message, rule, related } = finding;
  const paint = severity === 'error' ? style.bad : severity === 'warning' ? style.doubtful : style.faint;
  return [
    `${style.strong(`${oneLine(path)}:${line}:${column}:`)} ${paint(`${severity}:`)} ${oneLine(message)} ${style.faint(`[${rule}]`)}`,
    ...related.map((other) => `    ${oneLine(other.path)}:${other.line}:${other.column}: ${oneLine(other.message)}`),
  ].join('\n');
}

/** "2 errors, 1 warning in 3 files". */
const plurals: Readonly<Record<Severity, string>> = {
  error: 'errors',
  warning: 'warnings',
  information: 'notes',
  hint: 'hints',
};

function summary(findings: readonly ReportedFinding[]): string {
  const counts = [...countBySeverity(findings)].filter(([, count]) => count > 0);
  const files = new Set(findings.map((finding) => finding.path)).size;
  const parts = counts.map(
    ([severity, count]) =>
      `${count} ${count === 1 ? (severity === 'information' ? 'note' : severity) : plurals[severity]}`,
  );
  return `${parts.join(', ')} in ${files} ${files === 1 ? 'file' : 'files'}`;
}
