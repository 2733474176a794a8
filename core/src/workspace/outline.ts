import { memo } from '../base/memo.ts';
import { oneLine } from '../base/one-line.ts';
import type { TextRange } from '../base/text-range.ts';
import { shiftRange } from '../base/text-range.ts';
import { masked } from '../catalog/hide-secrets.ts';
import type { HaproxySection } from '../languages/haproxy/config.ts';
import { lastOwnLine } from '../languages/haproxy/folding.ts';
import { secretsOfWords } from '../languages/haproxy/secrets.ts';
import { occurrencesIn } from '../languages/haproxy/symbols.ts';
import type { BlockSyntax } from '../languages/keepalived/parser.ts';
import { secretsOfLine } from '../languages/keepalived/secrets.ts';
import type { Statement } from '../languages/keepalived/statement-tree.ts';
import { chunkStart, lineAt, type Site } from '../syntax/chunk.ts';
import type { Line } from '../syntax/line.ts';
import type { Snapshot } from './snapshot.ts';
import { haproxyConfig } from './source-file.ts';

/** An entry of a file's outline. Ranges count from the file's start; `name` lies within `range`. */
export interface OutlineItem {
  readonly title: string;
  readonly detail: string;
  readonly kind: 'section' | 'listener' | 'server' | 'condition' | 'setting';
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly children: readonly OutlineItem[];
}

/** The sections or blocks of a file with what matters in them. */
export function outlineOf(snapshot: Snapshot, path: string): readonly OutlineItem[] {
  const file = snapshot.files.get(path);
  if (file?.language === 'haproxy') {
    return haproxyConfig(file).sections.flatMap((section) => {
      const start = chunkStart(file.syntax, section.syntax);
      return section.kind === '' || start === undefined ? [] : [sectionItem(section, start)];
    });
  }
  if (file?.language === 'keepalived') {
    return file.syntax.chunks.flatMap((chunk) => blockItems(chunk, chunkStart(file.syntax, chunk) ?? 0));
  }
  return [];
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

function blockItems(chunk: BlockSyntax, start: number): OutlineItem[] {
  const item = (statement: Statement): OutlineItem[] => {
    const { block, words, range } = statement;
    if (!block) return [];
    const values = words.map((word) => word.value);
    const title = oneLine(masked(values.join(' '), secretsOfLine(values)));
    const nameEnd = words.at(-1)?.range.end ?? range.start;
    return [
      {
        title: title === '' ? '{' : title,
        detail: '',
        kind: words[0].value === 'virtual_ipaddress' ? 'listener' : 'section',
        range: shiftRange(range, start),
        nameRange: shiftRange({ start: range.start, end: Math.max(nameEnd, range.start) }, start),
        children: block.statements.flatMap(item),
      },
    ];
  };
  return chunk.statements.flatMap(item);
}
