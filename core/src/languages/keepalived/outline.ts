import { oneLine } from '../../base/one-line.ts';
import { shiftRange } from '../../base/text-range.ts';
import { masked } from '../../catalog/hide-secrets.ts';
import type { OutlineItem } from '../../catalog/outline.ts';
import { chunkStart } from '../../syntax/chunk.ts';
import type { BlockSyntax, KeepalivedSyntax } from './parser.ts';
import { secretsOfLine } from './secrets.ts';
import type { Statement } from './statement-tree.ts';

/** The blocks of a file. */
export function keepalivedOutline(syntax: KeepalivedSyntax): readonly OutlineItem[] {
  return syntax.chunks.flatMap((chunk) => blockItems(chunk, chunkStart(syntax, chunk) ?? 0));
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
