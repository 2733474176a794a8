import type { TextRange } from '../base/text-range.ts';
import { marksIn, type TemplateMark } from './template.ts';

/**
 * The stretches of a template whose lines are maybe there, once or several times: those between a condition or
 * repetition and its end. Where a beginning has no end or the other way round, nobody knows where it is, and everything
 * from there on – up to there – counts.
 */
export function uncertainStretches(text: string): readonly TextRange[] {
  const stretches: TextRange[] = [];
  let depth = 0;
  let begin = 0;
  for (const mark of marksIn(text)) {
    if (mark.kind !== 'statement') continue;
    const turn = turnOf(mark, text);
    if (turn > 0 && depth++ === 0) begin = mark.start;
    if (turn < 0 && depth > 0 && --depth === 0) stretches.push({ start: begin, end: mark.end });
    else if (turn < 0 && depth < 0) depth = 0;
  }
  if (depth > 0) stretches.push({ start: begin, end: text.length });
  return stretches;
}

/** Whether one of some stretches, which are in order, has something of a range; an empty range is where it starts. */
export function overlaps(stretches: readonly TextRange[], start: number, end: number): boolean {
  let low = 0;
  let high = stretches.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const stretch = stretches[middle];
    if (!stretch) return false;
    if (Math.max(start + 1, end) <= stretch.start) high = middle - 1;
    else if (start >= stretch.end) low = middle + 1;
    else return true;
  }
  return false;
}

/** 1 for what begins a stretch, -1 for what ends one, 0 for all else. */
function turnOf({ start, inner }: TemplateMark, text: string): number {
  const open = text.slice(start, start + 2);
  if (open === '{%') {
    if (/^(?:if|for|macro|call|filter|block)\b/.test(inner)) return 1;
    return /^end(?!raw|set|with|autoescape)\w*/.test(inner) ? -1 : 0;
  }
  if (open === '{{') {
    if (/^(?:if|range|with|define|block)\b|^#/.test(inner)) return 1;
    return /^end\b|^\/(?!\*)/.test(inner) ? -1 : 0;
  }
  // Ruby, also as EPP: of a long stretch of it the last line counts.
  const line = inner
    .slice(inner.lastIndexOf('\n') + 1)
    .replace(/^-/, '')
    .trim();
  if (/\b(?:do|then)(?:\s*\|[^|]*\|)?$|\{\s*(?:\|[^|]*\|)?$/.test(line)) return /^\}/.test(line) ? 0 : 1;
  if (/^(?:if|unless|case|while|until|for)\b/.test(line)) return /\bend$/.test(line) ? 0 : 1;
  return /^(?:end\b|\})/.test(line) ? -1 : 0;
}
