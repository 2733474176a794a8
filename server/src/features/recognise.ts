import { recognise } from '#core/languages/languages.ts';

/** The language of a document that its editor shows as plain text; null when it is none of ours to claim. */
export function recogniseText(uri: string, head: string): 'haproxy' | 'keepalived' | null {
  const language = recognise(uri, head);
  return language === 'haproxy' || language === 'keepalived' ? language : null;
}
