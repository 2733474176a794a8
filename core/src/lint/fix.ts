import type { FileSite } from '../cluster/cluster.ts';
import { lineAt, type Site } from '../syntax/chunk.ts';
import { newlineWidth } from '../syntax/line.ts';
import type { Fix, FixEdit } from './finding.ts';

/** A fix that may change what the configuration means, so that somebody has to look at it. */
export function fix(title: string, ...edits: readonly FixEdit[]): Fix {
  return { title, edits, safe: false };
}

/** A fix that does what the line was plainly meant to do, and nothing else. */
export function safeFix(title: string, ...edits: readonly FixEdit[]): Fix {
  return { title, edits, safe: true };
}

export function replace(at: FileSite, text: string): FixEdit {
  return { at, text };
}

/** Puts text right behind a place. */
export function insertAfter({ path, site }: FileSite, text: string): FixEdit {
  return { at: { path, site: emptySite(site, site.range.end) }, text };
}

/** Adds a line below the one in which a place ends, indented like that one and `deeper` by so many spaces. */
export function addLineBelow({ path, site }: FileSite, text: string, deeper = 0): FixEdit {
  const found = lineAt(site.chunk, Math.max(site.range.start, site.range.end - 1));
  const line = found?.line.text ?? '';
  const newline = line.slice(line.length - newlineWidth(line));
  const indent = (/^[ \t]*/.exec(line)?.[0] ?? '') + ' '.repeat(deeper);
  const end = (found?.start ?? 0) + line.length;
  const added = newline === '' ? `\n${indent}${text}` : `${indent}${text}${newline}`;
  return { at: { path, site: emptySite(site, end) }, text: added };
}

/** Takes away the lines that a place touches. */
export function deleteLines({ path, site }: FileSite): FixEdit {
  const first = lineAt(site.chunk, site.range.start);
  const last = lineAt(site.chunk, Math.max(site.range.start, site.range.end - 1));
  const range = { start: first?.start ?? 0, end: (last?.start ?? 0) + (last?.line.text.length ?? 0) };
  return { at: { path, site: { chunk: site.chunk, range } }, text: '' };
}

function emptySite(site: Site, offset: number): Site {
  return { chunk: site.chunk, range: { start: offset, end: offset } };
}
