import { type FormatEdit, type FormatOptions, layOut } from '../../syntax/format.ts';
import type { Line } from '../../syntax/line.ts';
import type { SectionSyntax } from './parser.ts';

/**
 * Lays out a section: its header in the first column, its lines one level deep, those of an `.if` one more. Comments
 * in the first column stay there, and so does an `.if` whose `.endif` stands in another section.
 */
export function formatSection(section: SectionSyntax, options: FormatOptions): FormatEdit[] {
  const depths = depthsOf(section);
  const indents: string[] = [];
  const fixed = new Set<number>();
  section.lines.forEach((line, index) => {
    // A byte order mark is no blank, whatever the lexer says of it.
    if (/^\s*\ufeff/.test(line.text)) fixed.add(index);
  });
  const indentOf = (line: Line, index: number): string | undefined => {
    if (!section.hasHeader) return undefined;
    if (index === 0) return '';
    const depth = depths[index];
    const isComment = line.words.length === 0;
    if (depth === undefined || (isComment && line.text.startsWith('#'))) return undefined;
    const level = Math.min(depth, deepest);
    indents[level] ??= options.indent.repeat(level);
    return indents[level];
  };
  // The header's name is not aligned with what the lines below it say.
  return layOut(section, options, indentOf, fixed);
}

/** HAProxy reads less than a hundred blocks within each other. Indentation that grew on would fill the memory. */
const deepest = 100;

/** The level of each line; undefined for a conditional that goes beyond the section. */
function depthsOf(section: SectionSyntax): (number | undefined)[] {
  const partner = new Map<number, number>();
  const open: number[][] = [];
  section.lines.forEach((line, index) => {
    const word = line.words[0]?.value;
    if (word === '.if') open.push([index]);
    else if (word === '.elif' || word === '.else') open.at(-1)?.push(index);
    else if (word === '.endif') for (const member of open.pop() ?? []) partner.set(member, index);
  });
  const ends = new Set(partner.values());
  let depth = 1;
  return section.lines.map((line, index) => {
    const word = line.words[0]?.value ?? '';
    if (!/^\.(?:if|elif|else|endif)$/.test(word)) return depth;
    if (word === '.if') return partner.has(index) ? depth++ : undefined;
    if (word === '.endif') return ends.has(index) ? --depth : undefined;
    return partner.has(index) ? depth - 1 : undefined;
  });
}
