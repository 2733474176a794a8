import type { Inclusion, SourceFile } from '../languages/language.ts';
import type { Languages } from '../languages/languages.ts';

/** Which files of a workspace are read with which, in all languages that can include. */
export interface Inclusions extends Inclusion {
  readonly byLanguage: ReadonlyMap<string, Inclusion>;
}

/** What still holds of `before`, the answer of a moment ago, is taken again. */
export function inclusionsOf(
  languages: Languages,
  files: ReadonlyMap<string, SourceFile>,
  before: Inclusions | undefined,
): Inclusions {
  const byLanguage = new Map<string, Inclusion>();
  let sources = files;
  for (const language of languages) {
    const inclusion = language.inclusion?.(sources, before?.byLanguage.get(language.id));
    if (!inclusion) continue;
    byLanguage.set(language.id, inclusion);
    sources = inclusion.sources;
  }
  return { sources, byLanguage, mainsOf: (file) => byLanguage.get(file.language.id)?.mainsOf(file) ?? [file] };
}
