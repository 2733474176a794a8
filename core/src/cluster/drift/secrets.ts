import { hidden, masked } from '../../catalog/secrets.ts';
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

/** Stands in for secrets of several texts: for equal ones the same, for others another. */
export function numbering(): (text: string, secrets: readonly string[]) => string {
  const numbers = new Map<string, number>();
  return (text, secrets) => {
    let shown = text;
    for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
      if (!shown.includes(secret)) continue;
      const number = numbers.get(secret) ?? numbers.size + 1;
      numbers.set(secret, number);
      shown = shown.replaceAll(secret, `${hidden}${number}`);
    }
    return shown;
  };
}
