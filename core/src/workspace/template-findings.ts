import { memo } from '../base/memo.ts';
import type { SourceFile } from '../languages/language.ts';
import type { Finding } from '../lint/finding.ts';
import { ruleOf } from '../lint/rule-of.ts';
import { type Chunk, chunkStart } from '../syntax/chunk.ts';
import { hasTemplateMark } from '../syntax/template.ts';
import { uncertainStretches } from '../syntax/template-branches.ts';
import { hasExpression, unknownCharacters } from '../syntax/template-text.ts';

/**
 * The findings of a template that hold for whatever it is made into. Where lines may be left out or repeated, those are
 * the ones about a single line without any mark of the template engine. Where nothing but values is open, findings in
 * sections and blocks of which all is written hold, too.
 */
export function certainInTemplate(file: SourceFile, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((found) => {
    const { rule, at, related } = found;
    const start = chunkStart(file.syntax, at.site.chunk);
    if (start === undefined) return false;
    if (isWritten(file, at.site.chunk) && related.every((place) => isWritten(file, place.at.site.chunk))) return true;
    if (ruleOf(rule)?.judgedBy !== 'line') return false;
    const from = file.text.lastIndexOf('\n', start + at.site.range.start - 1) + 1;
    const end = file.text.indexOf('\n', start + at.site.range.end);
    return !hasTemplateMark(file.text.slice(from, end < 0 ? file.text.length : end));
  });
}

/** Whether all of a section or block is there as it is written, and all that it may refer to. */
function isWritten(file: SourceFile, chunk: Chunk): boolean {
  return onlyValuesAreOpen(file) && !chunk.lines.some(({ text }) => isOpen(text));
}

/** An open password or name for logs changes nothing else. */
function isOpen(line: string): boolean {
  return hasExpression(line) && !/^\s*(?:auth_pass|router_id|notification_email_from|smtp_server)\s/.test(line);
}

/** No line is left out or put in, no name of a section or block is open, and nothing that holds for all of them is. */
const onlyValuesAreOpen = memo((file: SourceFile): boolean => {
  if (uncertainStretches(file.text).length > 0) return false;
  for (const { lines } of file.syntax.chunks as readonly Chunk[]) {
    const head = lines.find(({ text }) => /\S/.test(text) && !/^\s*[#!]/.test(text))?.text ?? '';
    if (hasExpression(head)) return false;
    const isGeneral = /^\s*(?:defaults|global_defs)\b/.test(head);
    for (const { text } of lines) {
      if (startsOpen.test(text)) return false;
      if (isGeneral && isOpen(text)) return false;
    }
  }
  return true;
});

/** A line whose first word is an expression may be made into anything. */
const startsOpen = new RegExp(`^\\s*(?:\\$_)?[${unknownCharacters}]`);
