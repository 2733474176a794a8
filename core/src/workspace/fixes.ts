import type { TextRange } from '../base/text-range.ts';
import type { SourceFile } from '../languages/language.ts';
import type { Fix } from '../lint/finding.ts';
import { absoluteRange, chunkStart } from '../syntax/chunk.ts';

/** An edit of a whole text: offsets count from the start of the file. */
export interface PlacedEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** Edits by path; those of one file in order and without overlap. */
export type FileEdits = ReadonlyMap<string, readonly PlacedEdit[]>;

/** A snapshot, as far as edits need it. */
interface WithFiles {
  readonly files: ReadonlyMap<string, SourceFile>;
}

/** Where the edits of a fix stand in the files as they are; undefined when a place is gone or two edits collide. */
export function placeFix({ files }: WithFiles, fix: Fix): FileEdits | undefined {
  const placed = new Map<string, PlacedEdit[]>();
  return addFix(files, fix, placed) ? sorted(placed) : undefined;
}

/** The text with edits in order and without overlap applied. */
export function applyEdits(text: string, edits: readonly PlacedEdit[]): string {
  let result = '';
  let end = 0;
  for (const edit of edits) {
    result += text.slice(end, edit.range.start) + edit.text;
    end = edit.range.end;
  }
  return result + text.slice(end);
}

/** Adds all edits of a fix to `placed`, or none of them. */
export function addFix(files: ReadonlyMap<string, SourceFile>, fix: Fix, placed: Map<string, PlacedEdit[]>): boolean {
  const added: { path: string; edit: PlacedEdit }[] = [];
  for (const { at, text } of fix.edits) {
    const file = files.get(at.path);
    if (!file || chunkStart(file.syntax, at.site.chunk) === undefined) return false;
    const range = absoluteRange(file.syntax, at.site);
    const edit = { range, text: text.includes('\n') ? withLineEndsOf(file.text, range.start, text) : text };
    const others = [...(placed.get(at.path) ?? []), ...added.flatMap((a) => (a.path === at.path ? [a.edit] : []))];
    if (others.some((other) => isSame(edit, other))) continue;
    if (others.some((other) => collide(edit.range, other.range))) return false;
    added.push({ path: at.path, edit });
  }
  for (const { path, edit } of added) {
    const known = placed.get(path);
    if (known) known.push(edit);
    else placed.set(path, [edit]);
  }
  return true;
}

/** Ends the lines of an inserted text like the line before its place, or else the one behind it. */
function withLineEndsOf(text: string, offset: number, inserted: string): string {
  const before = offset === 0 ? -1 : text.lastIndexOf('\n', offset - 1);
  const end = before === -1 ? text.indexOf('\n', offset) : before;
  return text[end - 1] === '\r' ? inserted.replace(/\r?\n/g, '\r\n') : inserted;
}

function isSame(a: PlacedEdit, b: PlacedEdit): boolean {
  return a.text === b.text && a.range.start === b.range.start && a.range.end === b.range.end;
}

/** Two edits that start at one place have no order, so that they collide although they may not overlap. */
function collide(a: TextRange, b: TextRange): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

/** The edits of each file in their order. */
export function sorted(placed: Map<string, PlacedEdit[]>): FileEdits {
  for (const edits of placed.values()) edits.sort((a, b) => a.range.start - b.range.start);
  return placed;
}
