import type { Site, SyntaxFile } from '../../syntax/chunk.ts';
import { newlineWidth } from '../../syntax/line.ts';
import { parsePlainText } from '../../syntax/plain-text.ts';

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
    const match = /^\s*-?\s*([\w./-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (!match?.[1]) return [];
    const start = chunk.lineStarts[index] ?? 0;
    const range = { start: start + line.search(/\S/), end: start + line.length - newlineWidth(line) };
    return [{ key: match[1].replaceAll('/', '.'), value: match[2] ?? '', site: { chunk, range } }];
  });
  return { syntax, settings };
}
