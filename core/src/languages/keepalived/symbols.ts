import { memo } from '../../base/memo.ts';
import type { TextRange } from '../../base/text-range.ts';
import type { NameKind } from '../../catalog/keyword.ts';
import type { Occurrence } from '../../catalog/symbol.ts';
import type { Word } from '../../syntax/line.ts';
import type { KeepalivedNameKind } from './name-kind.ts';
import type { BlockSyntax } from './parser.ts';
import type { Statement } from './statement-tree.ts';

/** Blocks whose second word is a name. */
const declaring: ReadonlyMap<string, KeepalivedNameKind> = new Map<string, KeepalivedNameKind>([
  ['bfd_instance', 'bfd_instance'],
  ['track_file', 'track_file'],
  ['track_group', 'track_group'],
  ['virtual_server_group', 'virtual_server_group'],
  ['vrrp_instance', 'vrrp_instance'],
  ['vrrp_script', 'vrrp_script'],
  ['vrrp_sync_group', 'vrrp_sync_group'],
  ['vrrp_track_file', 'track_file'],
  ['vrrp_track_process', 'vrrp_track_process'],
]);

/** Blocks whose lines start with a name. */
const using: ReadonlyMap<string, KeepalivedNameKind> = new Map<string, KeepalivedNameKind>([
  ['track_bfd', 'bfd_instance'],
  ['track_file', 'track_file'],
  ['track_process', 'vrrp_track_process'],
  ['track_script', 'vrrp_script'],
]);

/** The names that a top-level block declares and uses, in order. A function of its text, kept with it. */
export const occurrencesIn: (chunk: BlockSyntax) => readonly Occurrence[] = memo((chunk: BlockSyntax) => {
  const found: Occurrence[] = [];
  const add = (kind: KeepalivedNameKind, word: Word | undefined, declares: boolean, whole: TextRange): void => {
    const range = word?.known && word.value !== '' ? innerRange(chunk.text, word) : undefined;
    if (!word || !range) return;
    found.push({ kind, name: word.value, keys: [`${kind} ${word.value}`], declares, range, whole });
  };
  const visit = (statements: readonly Statement[], block: string | undefined): void => {
    for (const statement of statements) {
      const words = withoutConditions(statement.words);
      const [first, second, third] = words;
      for (const word of statement.words) definitionsIn(chunk.text, word, statement.range, found);
      const kind = block === undefined ? declaring.get(first?.value ?? '') : using.get(block);
      if (block === undefined && kind) add(kind, second, true, statement.range);
      else if (kind) add(kind, first, false, statement.range);
      else if (block === undefined && first?.value === 'virtual_server' && second?.value === 'group') {
        add('virtual_server_group', third, false, statement.range);
      } else if (block === 'FILE_CHECK' && first?.value === 'track_file') {
        add('track_file', second, false, statement.range);
      } else if (block === 'BFD_CHECK' && first?.value === 'name') {
        add('bfd_instance', second, false, statement.range);
      } else if (block === 'group') {
        for (const word of words) add('vrrp_instance', word, false, statement.range);
      }
      if (block === 'static_ipaddress' || block === 'static_routes' || block === 'static_rules') {
        const at = words.findIndex((word) => word.value === 'track_group');
        if (at >= 0) add('track_group', words[at + 1], false, statement.range);
      }
      if (statement.block) visit(statement.block.statements, first?.value ?? '');
    }
  };
  visit(chunk.statements, undefined);
  return found.sort((a, b) => a.range.start - b.range.start);
});

/** The words behind `@id` and `@^id`. */
function withoutConditions(words: readonly Word[]): readonly Word[] {
  const from = words.findIndex((word) => !word.value.startsWith('@'));
  return from < 0 ? [] : words.slice(from);
}

/** Where a word's text stands inside its quotes; undefined when it is written otherwise than it reads. */
function innerRange(text: string, { range, value }: Word): TextRange | undefined {
  const raw = text.slice(range.start, range.end);
  if (raw === value) return range;
  return raw === `"${value}"` ? { start: range.start + 1, end: range.end - 1 } : undefined;
}

/** `$NAME=text` defines, `$NAME` and `${NAME}` use a definition, wherever they stand in a word. */
function definitionsIn(text: string, word: Word, whole: TextRange, found: Occurrence[]): void {
  const raw = text.slice(word.range.start, word.range.end);
  if (!raw.includes('$')) return;
  const defined = word.range.start === whole.start ? /^\$(\w+)=/.exec(raw)?.[1] : undefined;
  for (const match of raw.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)) {
    const name = match[1] ?? match[2] ?? '';
    // Underscores alone stand for an expression of a template.
    if (/^_+$/.test(name)) continue;
    const start = word.range.start + match.index + (match[1] === undefined ? 1 : 2);
    const declares = match.index === 0 && name === defined;
    const range = { start, end: start + name.length };
    found.push({ kind: 'definition', name, keys: [`definition ${name}`], declares, range, whole });
  }
}

/** Why keepalived would not take a name, or take it for something else; undefined when it is fine. */
export function keepalivedNameFault(kind: NameKind, name: string): string | undefined {
  if (name === '') return 'A name has at least one character.';
  if (kind === 'definition') {
    return /^[A-Za-z_]\w*$/.test(name) ? undefined : 'A definition is named with letters, digits and "_".';
  }
  const wrong = /[\s"'{}#!$\\]/.exec(name)?.[0];
  if (wrong !== undefined) return `${/\s/.test(wrong) ? 'A blank' : `"${wrong}"`} cannot stand in a name.`;
  return /^[@~]/.test(name) ? `"${name[0]}" at the start of a word means something else to keepalived.` : undefined;
}
