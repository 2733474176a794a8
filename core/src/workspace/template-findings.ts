import type { Finding } from '../lint/finding.ts';
import { chunkStart } from '../syntax/chunk.ts';
import { hasTemplateMark } from '../syntax/template.ts';
import type { SourceFile } from './source-file.ts';

/** What a program says of one line, whatever stands on the others. */
const ofOneLine =
  /\/(?:unknown-keyword|removed-keyword|deprecated-keyword|invalid-[\w-]+|missing-argument|extra-argument|unterminated-quote|truncated-password|script-not-absolute)$/;

/**
 * The findings of a template that hold for whatever it is made into: those about a line without any mark of the
 * template engine, and about nothing but this line. Lines may be left out or repeated, so nothing is said of what is
 * missing, unused, twice or in the wrong order.
 */
export function certainInTemplate(file: SourceFile, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ rule, at }) => {
    const start = chunkStart(file.syntax, at.site.chunk);
    if (start === undefined || !ofOneLine.test(rule)) return false;
    const from = file.text.lastIndexOf('\n', start + at.site.range.start - 1) + 1;
    const end = file.text.indexOf('\n', start + at.site.range.end);
    return !hasTemplateMark(file.text.slice(from, end < 0 ? file.text.length : end));
  });
}
