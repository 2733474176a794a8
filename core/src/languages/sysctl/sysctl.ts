import type { Site, SyntaxFile } from '../../syntax/chunk.ts';
import { newlineWidth } from '../../syntax/line.ts';
import { parsePlainText } from '../../syntax/plain-text.ts';
import type { ModelKey } from '../model-key.ts';

/** A kernel setting of a `sysctl.d` file: `net.ipv4.ip_nonlocal_bind = 1`. */
export interface SysctlSetting {
  /** With dots, whatever separator the file uses. */
  readonly key: string;
  readonly value: string;
  readonly site: Site;
}

/** A `sysctl.conf(5)` file, one chunk for all of it. */
export interface SysctlConfig {
  readonly syntax: SyntaxFile;
  readonly settings: readonly SysctlSetting[];
}

/** Reads `key = value` lines; `#` and `;` start a comment line, a leading `-` means "ignore failure". */
export function parseSysctl(text: string, previous?: SyntaxFile): SysctlConfig {
  const { syntax, chunk, lines: texts } = parsePlainText(text, previous);
  const settings = texts.flatMap((line, index): SysctlSetting[] => {
    const setting = readSetting(line);
    if (!setting) return [];
    const start = chunk.lineStarts[index] ?? 0;
    const range = { start: start + line.search(/\S/), end: start + line.length - newlineWidth(line) };
    return [{ ...setting, site: { chunk, range } }];
  });
  return { syntax, settings };
}

/** `key = value`, with blanks around both; undefined for any other line. */
function readSetting(line: string): { readonly key: string; readonly value: string } | undefined {
  const equals = line.indexOf('=');
  if (equals < 0) return undefined;
  const written = line.slice(0, equals).trim();
  const key = /^-\s/.test(written) ? written.slice(1).trimStart() : written;
  if (!/^[\w./-]+$/.test(key)) return undefined;
  // A "-" right before the key is no part of it, unless the key is nothing else.
  const plain = key === written && /^-./.test(key) ? key.slice(1) : key;
  return { key: plain.replaceAll('/', '.'), value: line.slice(equals + 1).trim() };
}

/** The files of a machine that set its kernel. */
export const sysctlFiles: ModelKey<SysctlConfig> = { id: 'sysctl' };
