import { type Languages, recognise } from '#core/languages/languages.ts';

/** The language of a document that its editor shows as plain text; null when it is none of ours to claim. */
export function recogniseText(uri: string, head: string, known: Languages): string | null {
  const language = recognise(uri, head, known);
  return language?.program ? language.id : null;
}
