import { memo } from '../../base/memo.ts';
import { oneLine } from '../../base/one-line.ts';
import { shiftRange, type TextRange } from '../../base/text-range.ts';
import { masked } from '../../catalog/hide-secrets.ts';
import type { OutlineItem } from '../../catalog/outline.ts';
import { chunkStart, lineAt, type Site } from '../../syntax/chunk.ts';
import type { Line } from '../../syntax/line.ts';
import type { HaproxySection } from './config.ts';
import { lastOwnLine } from './folding.ts';
import { lowerHaproxy } from './lower.ts';
import type { HaproxySyntax } from './parser.ts';
import { secretsOfWords } from './secrets.ts';
import { occurrencesIn } from './symbols.ts';

/** The sections of a file with what matters in them. */
export function haproxyOutline(syntax: HaproxySyntax): readonly OutlineItem[] {
  return lowerHaproxy(syntax).sections.flatMap((section) => {
    const start = chunkStart(syntax, section.syntax);
    return section.kind === '' || start === undefined ? [] : [sectionItem(section, start)];
  });
}

function sectionItem(section: HaproxySection, start: number): OutlineItem {
  const binds = section.binds.map(
    (bind): OutlineItem => leaf('listener', `bind ${shownText(bind.text, bind.site)}`, '', bind.site.range, start),
  );
  const end = endOf(section);
  return {
    title: [section.kind, section.name?.name].filter(Boolean).join(' '),
    detail: '',
    kind: 'section',
    range: { start, end: start + end },
    nameRange: shiftRange(section.site.range, start),
    children: [...binds, ...declared(section, start)].sort((a, b) => a.range.start - b.range.start),
  };
}

/** Where the section's last line of its own ends, counted from the section's start. */
function endOf({ syntax }: HaproxySection): number {
  const last = lastOwnLine(syntax);
  return (syntax.lineStarts[last] ?? 0) + (syntax.lines[last]?.text.trimEnd().length ?? 0);
}

/** Asked once for a line, which may list thousands of addresses. */
const secretsOfOne = memo((line: Line) => secretsOfWords(line.words.map(({ value }) => value)).flat());

/** What a line says, without its secrets. */
function shownText(text: string, { chunk, range }: Site): string {
  const line = lineAt(chunk, range.start)?.line;
  return line ? masked(text, secretsOfOne(line)) : text;
}

/** What the section's lines declare, each name once: servers, ACLs, tables, filters. */
function declared(section: HaproxySection, start: number): OutlineItem[] {
  const seen = new Set<string>();
  return occurrencesIn(section.syntax).flatMap((occurrence): OutlineItem[] => {
    const { kind, keys, declares, range, whole } = occurrence;
    const [key = ''] = keys;
    if (!declares || kind === 'variable' || range.start < (section.syntax.lineStarts[1] ?? 0) || seen.has(key))
      return [];
    seen.add(key);
    const title = oneLine(section.syntax.text.slice(whole.start, range.end).replace(/\s+/g, ' '));
    const line = lineAt(section.syntax, whole.start)?.line;
    const secrets = line ? secretsOfOne(line) : [];
    const rest = masked(section.syntax.text.slice(range.end, whole.end).trim(), secrets);
    const detail = oneLine(rest.slice(0, 60));
    const shown = kind === 'server' ? 'server' : kind === 'acl' ? 'condition' : 'setting';
    return [
      {
        title,
        detail,
        kind: shown,
        range: shiftRange(whole, start),
        nameRange: shiftRange(range, start),
        children: [],
      },
    ];
  });
}

function leaf(kind: OutlineItem['kind'], title: string, detail: string, range: TextRange, start: number): OutlineItem {
  const absolute = shiftRange(range, start);
  return { title, detail, kind, range: absolute, nameRange: absolute, children: [] };
}
