import type { SourceFile } from '../../languages/language.ts';
import type { Finding } from '../../lint/finding.ts';
import { ruleOf } from '../../lint/rule-of.ts';
import type { RuleTraits } from '../../lint/traits.ts';
import { absoluteRange, chunkStart, lineAt } from '../../syntax/chunk.ts';
import { addFix, applyEdits, type PlacedEdit } from '../fixes.ts';
import type { Cause, Placed } from './placed.ts';

/** The file with another text, and what is said of that. */
export type Judge = (text: string) => { readonly file: SourceFile; readonly findings: readonly Finding[] } | undefined;

/**
 * What would be said of a file if its mistakes that bring others were mended, by the places that it has in the text as
 * it is: a mistake that is still there then is one of its own. Undefined where nobody knows how to mend them. `braces`:
 * `left` where none of the mistakes is a brace, although there are such.
 */
export function saidWhenMended(
  file: SourceFile,
  causes: readonly Cause[],
  judge: Judge,
  braces: 'mended' | 'left' = 'mended',
): ((other: Placed) => Finding | undefined) | undefined {
  const edits: PlacedEdit[] = [];
  const mended = causes.filter((cause) => addMend(file, cause, edits));
  if (mended.length === 0) return undefined;
  const inOrder = edits.toSorted((a, b) => a.range.start - b.range.start);
  const after = judge(applyEdits(file.text, inOrder));
  if (!after) return undefined;
  const { findings } = after;
  // Where another brace is missing or too many, the guess where this one belongs was wrong.
  if (braces === 'mended' && findings.some(({ rule, word }) => word === 'astray' || isOfBrace(ruleOf(rule))))
    return undefined;
  const lineOf = (start: number): number => file.text.lastIndexOf('\n', start - 1);
  const causeLines = new Set(mended.map(({ placed }) => lineOf(placed.start)));
  const byLine = new Map<number, Finding[]>();
  for (const found of findings) {
    if (found.severity !== 'error' && found.severity !== 'warning') continue;
    const start = startBefore(absoluteRange(after.file.syntax, found.at.site).start, inOrder);
    const line = lineOf(start);
    // What was to mend the mistake does not.
    if (found.severity === 'error' && causeLines.has(line)) return undefined;
    const list = byLine.get(line);
    if (list) list.push(found);
    else byLine.set(line, [found]);
  }
  return (other) => {
    const list = byLine.get(lineOf(other.start));
    return list?.find(({ rule }) => rule === other.finding.rule) ?? list?.find(({ severity }) => severity === 'error');
  };
}

/** Whether the mistake is a brace that is missing or too many. */
export function isAboutBrace({ placed: { finding, traits } }: Cause): boolean {
  return isOfBrace(traits) || finding.word === 'astray';
}

function isOfBrace(traits: RuleTraits | undefined): boolean {
  return traits?.brace !== undefined || traits?.misread === 'blocks';
}

function addMend(file: SourceFile, { placed, mend }: Cause, edits: PlacedEdit[]): boolean {
  const { finding } = placed;
  if (mend !== undefined) {
    const start = chunkStart(file.syntax, finding.at.site.chunk);
    if (start === undefined) return false;
    const { range } = finding.at.site;
    edits.push({ range: { start: start + range.start, end: start + range.end }, text: mend });
    return true;
  }
  const fix = finding.fixes?.[0];
  if (!fix || fix.edits.some(({ at }) => at.path !== file.path)) return false;
  const placedEdits = new Map([[file.path, edits]]);
  return addFix(new Map([[file.path, file]]), fix, placedEdits);
}

/** Where a place of the mended text is in the text as it is. */
function startBefore(start: number, edits: readonly PlacedEdit[]): number {
  let added = 0;
  for (const { range, text } of edits) {
    if (start < range.start + added + text.length) break;
    added += text.length - (range.end - range.start);
  }
  return start - added;
}

/** The finding at the place of another one of its line, which is said of the text as it is. */
export function movedTo(other: Placed, found: Finding): Finding {
  if (found.rule === other.finding.rule) return other.finding;
  const from = found.at.site;
  const line = lineAt(from.chunk, from.range.start);
  const here = other.finding.at.site.chunk;
  const start = here.lineStarts[other.line];
  if (!line || start === undefined) return other.finding;
  const by = start - line.start;
  const range = { start: from.range.start + by, end: from.range.end + by };
  const { rule, severity, message } = found;
  return { rule, severity, message, related: [], at: { path: other.finding.at.path, site: { chunk: here, range } } };
}
