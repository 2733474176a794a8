import { shiftRange, type TextRange } from '../../base/text-range.ts';
import { lineAt } from '../../syntax/chunk.ts';
import { lastOwnLine } from './folding.ts';
import type { SectionSyntax } from './parser.ts';
import { rolesIn } from './roles.ts';

/** Parts of words; the lines of a section without its header, and with it. */
export function haproxyRanges(section: SectionSyntax, offset: number): readonly TextRange[] {
  return [...rolesAround(section, offset), ...sectionRanges(section)];
}

function rolesAround(section: SectionSyntax, offset: number): TextRange[] {
  const found = lineAt(section, offset);
  if (!found) return [];
  const at = offset - found.start;
  return (rolesIn(section)[found.index] ?? [])
    .filter(({ range }) => range.start <= at && at <= range.end)
    .map(({ range }) => shiftRange(range, found.start));
}

function sectionRanges(section: SectionSyntax): TextRange[] {
  const last = lastOwnLine(section);
  const end = (section.lineStarts[last] ?? 0) + (section.lines[last]?.text.trimEnd().length ?? 0);
  const body = section.lineStarts[1];
  const from = section.lines[0]?.words[0]?.range.start ?? 0;
  if (!section.hasHeader) return [{ start: 0, end }];
  return [...(body !== undefined && body < end ? [{ start: body, end }] : []), { start: from, end }];
}
