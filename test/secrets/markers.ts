/** Secrets that can be told from everything else, and looked for in whatever form they may have been written. */
export interface Markers {
  /** A new one, as a word of letters and digits. */
  next(): string;
  /** The first that a text holds, in the clear or in a form from which anybody could read it, with what is around. */
  leakedInto(text: string): string | undefined;
}

/** What all of them begin with, and no configuration or message has. */
export const seed = 'Zqxjkv';

export function markers(): Markers {
  let count = 0;
  return {
    next: () => `${seed}${(1296 + count++).toString(36)}Q`,
    leakedInto: (text) => {
      const lower = text.toLowerCase();
      const at = forms.map((form) => lower.indexOf(form)).find((index) => index >= 0);
      return at === undefined ? undefined : text.slice(Math.max(0, at - 160), at + 60);
    },
  };
}

/** The beginning of a marker in the forms that it may have, in lower case. */
const forms: readonly string[] = formsOf(seed).map((form) => form.toLowerCase());

function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  const each = (write: (code: number) => string): string => [...text].map((c) => write(c.charCodeAt(0))).join('');
  // As a part of a longer text base64 starts at one of three places, and neither end is certain.
  const base64 = [0, 1, 2].map((pad) =>
    Buffer.from(' '.repeat(pad) + text)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(pad === 0 ? 0 : pad + 1, -1),
  );
  return [
    text,
    [...text].reverse().join(''),
    hex,
    Buffer.from([...bytes].reverse()).toString('hex'),
    hex.replace(/../g, '%$&'),
    each((code) => `\\u${code.toString(16).padStart(4, '0')}`),
    each((code) => `&#${code};`),
    each((code) => `&#x${code.toString(16)};`),
    ...base64,
  ];
}
