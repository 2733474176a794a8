import { masked } from '../../catalog/hide-secrets.ts';
import { secretsOfWordsBelow } from '../../languages/haproxy/secrets.ts';
import { lineAt } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import type { FileSite } from '../cluster.ts';

/** The secrets of the line that starts at a place. Asked only for what is shown: comparing needs none of them. */
export function secretsAt({ site }: FileSite): readonly string[] {
  const found = lineAt(site.chunk, site.range.start);
  if (!found) return [];
  const above = site.chunk.lines[found.index - 1]?.words ?? [];
  return secretsOfWordsBelow(valuesOf(found.line.words), valuesOf(above));
}

const valuesOf = (words: readonly Word[]): readonly string[] => words.map(({ value }) => value);

/** A text with the secrets of its line hidden. */
export function shownText(text: string, at: FileSite): string {
  return masked(text, secretsAt(at));
}
