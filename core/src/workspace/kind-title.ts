import type { NameKind } from '../catalog/keyword.ts';
import type { Language } from '../languages/language.ts';

/** How people call the things of a kind that a language names. */
export function kindTitle(language: Language | undefined, kind: NameKind): string {
  return language?.names?.titleOf?.(kind) ?? kind;
}
