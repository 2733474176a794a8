import type { Hover } from 'vscode-languageserver-types';
import type { Explanation } from '#core/catalog/assist.ts';
import { explanationAt } from '#core/workspace/assist.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

/** The documentation of the word at an offset. */
export function hover(snapshot: Snapshot, positions: Positions, uri: string, offset: number): Hover | null {
  const found = explanationAt(snapshot, uri, offset);
  if (!found) return null;
  return {
    contents: { kind: 'markdown', value: markdown(found.explanation) },
    range: positions.range(uri, found.range),
  };
}

function markdown({ keyword, signature, manual, argument, choice }: Explanation): string {
  const parts = [`\`\`\`text\n${signature}\n\`\`\``, keyword.doc];
  if (argument) {
    const doc = choice?.doc ?? argument.doc;
    parts.push(`**${choice?.value ?? argument.name}**${doc ? `: ${doc}` : ''}`);
  }
  if (keyword.deprecated) parts.push(`Deprecated: ${keyword.deprecated}`);
  const versions = [keyword.since && `since ${keyword.since}`, keyword.until && `until ${keyword.until}`].filter(
    Boolean,
  );
  const last = [...versions, ...(manual === undefined ? [] : [`[manual](${manual})`])];
  if (last.length > 0) parts.push(last.join(' · '));
  return parts.join('\n\n');
}
