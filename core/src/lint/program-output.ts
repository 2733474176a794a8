import { longestMessage, type ProgramMessage } from '../languages/issue.ts';
import type { Language } from '../languages/language.ts';

/** Reads what the own check of a language's program wrote, whatever the file was called there. */
export function readProgramOutput(language: Language, output: string): readonly ProgramMessage[] {
  // Generous: a program in a loop must not fill an editor.
  const lines = output.slice(0, 500_000).split('\n', 2000).map(readable);
  const messages = language.messagesIn?.(lines) ?? [];
  const known = new Set<string>();
  return messages.filter(({ line, text }) => {
    const key = `${line} ${text}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function readable(raw: string): string {
  const line = raw.trimEnd();
  return printable(line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line);
}

/** Colours and the like, as programs write them for a terminal: ESC [ … letter, and ESC ] … BEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const terminalCommand = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
/** All that is no visible text in one line: other control characters, and marks that change the direction of text. */
const invisible = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A text of another program as one line that is harmless wherever it is shown. */
export function printable(text: string): string {
  return text
    .replace(terminalCommand, '')
    .replaceAll('\t', ' ')
    .replace(invisible, (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`);
}
