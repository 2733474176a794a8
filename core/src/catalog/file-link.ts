import type { TextRange } from '../base/text-range.ts';
import type { Role } from './role.ts';

/** A place of a file that names another file. */
export interface FileLink {
  readonly range: TextRange;
  /** The other file as the program on the machine finds it: absolute, or relative to the folder it works in. */
  readonly target: string;
}

/** The path that a role's text starts with, without quotes; a command in quotes goes on behind it. */
export function linkOf(text: string, { range }: Role, offset: number, base: string | undefined): FileLink[] {
  const match = /^["']?([^\s"'$*?[\]{}\\]+)(?=["'\s]|$)/.exec(text.slice(range.start, range.end));
  const written = match?.[1];
  if (match === null || written === undefined || /^(?:\d+|@|%)/.test(written)) return [];
  const start = offset + range.start + match[0].length - written.length;
  const target = base === undefined || written.startsWith('/') ? written : `${base}/${written}`;
  return [{ range: { start, end: start + written.length }, target }];
}
