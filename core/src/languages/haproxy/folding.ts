import { memo } from '../../base/memo.ts';
import { commentRuns, type Fold } from '../../syntax/fold.ts';
import type { SectionSyntax } from './parser.ts';

/** What can be folded in a section: itself, `.if` blocks and comments of several lines. */
export const foldsIn: (section: SectionSyntax) => readonly Fold[] = memo((section: SectionSyntax) => {
  const folds: Fold[] = [];
  const last = lastOwnLine(section);
  if (section.hasHeader && last > 0) folds.push({ kind: 'block', first: 0, last });
  const open: number[] = [];
  section.lines.forEach((line, index) => {
    const word = line.words[0]?.value;
    if (word === '.if') open.push(index);
    else if (word === '.elif' || word === '.else' || word === '.endif') {
      const start = open.pop();
      if (start !== undefined && index - 1 > start) folds.push({ kind: 'block', first: start, last: index - 1 });
      if (start !== undefined && word !== '.endif') open.push(index);
    }
  });
  return [...folds, ...commentRuns(section)].sort((a, b) => a.first - b.first);
});

/**
 * The last line that belongs to the section for a reader: blank lines at its end do not, nor do comments that start
 * in the first column behind a blank line, which are about the next section.
 */
export function lastOwnLine(section: SectionSyntax): number {
  const { lines } = section;
  const isBlank = (index: number): boolean => (lines[index]?.text.trim() ?? '') === '';
  let last = lines.length - 1;
  while (last > 0 && isBlank(last)) last--;
  let comment = last;
  while (comment > 0 && lines[comment]?.text.startsWith('#')) comment--;
  if (comment === last || !isBlank(comment)) return last;
  last = comment;
  while (last > 0 && isBlank(last)) last--;
  return last;
}
