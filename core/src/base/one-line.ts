/**
 * What does something to a terminal or an editor instead of being seen: control characters (C0, DEL, C1), signs that
 * turn the direction of writing, breaks of lines and paragraphs, and the noncharacters that stand in no text.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are to be shown in a harmless form
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef]/g;

/**
 * A text of a file, a name or a path as one line that can be shown anywhere: what would not be seen is written as its
 * number (`\u001b`). A tab is a blank.
 */
export function oneLine(text: string): string {
  return text.replace(unseen, shownForm);
}

function shownForm(character: string): string {
  if (character === '\t') return ' ';
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  return escapedForm(character);
}

/** `\u001b`: means the same character in JSON, in JavaScript and in YAML. */
export function escapedForm(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A value with all its texts, keys included, made one line each by {@link oneLine}: a report for people. */
export function inOneLine<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return oneLine(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [oneLine(key), cleaned(part)]));
}
