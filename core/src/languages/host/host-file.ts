import type { Site, SyntaxFile } from '../../syntax/chunk.ts';
import { newlineWidth } from '../../syntax/line.ts';
import { parsePlainText } from '../../syntax/plain-text.ts';
import type { ModelKey } from '../model-key.ts';

/** A line of a script or a unit, without its end and without blanks around it. */
export interface HostLine {
  readonly text: string;
  readonly site: Site;
}

/** A file of the machine that is no configuration of ours, but decides what becomes of one: a script, a unit. */
export interface HostFileText {
  readonly syntax: SyntaxFile;
  readonly text: string;
  /** Lines that say something: no blank ones, no comments but a first line that names an interpreter. */
  readonly lines: readonly HostLine[];
}

/** Reads a text line by line, one chunk for all of it. `#` starts a comment line, in units `;` as well. */
export function parseHostFile(text: string, previous?: SyntaxFile): HostFileText {
  const { syntax, chunk, lines: texts } = parsePlainText(text, previous);
  const lines = texts.flatMap((line, index): HostLine[] => {
    const trimmed = line.trim();
    const isInterpreter = index === 0 && trimmed.startsWith('#!');
    if (trimmed === '' || (/^[#;]/.test(trimmed) && !isInterpreter)) return [];
    const start = (chunk.lineStarts[index] ?? 0) + line.search(/\S/);
    const end = (chunk.lineStarts[index] ?? 0) + line.length - newlineWidth(line);
    return [{ text: trimmed, site: { chunk, range: { start, end: Math.min(end, start + trimmed.length) } } }];
  });
  return { syntax, text, lines };
}

/** Scripts of a machine that keepalived may run. */
export const scriptFiles: ModelKey<HostFileText> = { id: 'script' };

/** systemd's units of both programs, and the options that they read. */
export const unitFiles: ModelKey<HostFileText> = { id: 'unit' };
