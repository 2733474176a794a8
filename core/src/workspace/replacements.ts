import { shiftRange, type TextRange } from '../base/text-range.ts';
import type { Keyword } from '../catalog/keyword.ts';
import { findKeyword, findKeywordOfAny } from '../catalog/lookup.ts';
import { chunkAt, lineAt } from '../syntax/chunk.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What the deprecated or removed keyword at an offset is called now, where the target version has it, with the same
 * arguments; undefined when there is more to it than another name.
 */
export function replacementAt(
  snapshot: Snapshot,
  path: string,
  offset: number,
): { readonly range: TextRange; readonly text: string } | undefined {
  const file = snapshot.files.get(path);
  const { catalog, cursorAt } = file?.language.assist ?? {};
  const cursor = file && cursorAt?.(file.syntax, offset);
  if (!cursor || !catalog) return undefined;
  const { context } = cursor;
  const found = chunkAt(file.syntax, offset);
  const line = found && lineAt(found.chunk, offset - found.start);
  if (!found || !line) return undefined;
  const words = line.line.words;
  const old = findKeywordOfAny(
    catalog,
    context,
    words.map((word) => word.value),
  );
  const width = old?.name.split(' ').length ?? 0;
  const first = words[0];
  const last = words[width - 1];
  if (!old?.deprecated || !first || !last) return undefined;
  const now = findKeyword(catalog, context, old.deprecated.split(' '), snapshot.versionFor(file));
  if (now?.name !== old.deprecated || !sameArguments(old, now)) return undefined;
  const range = shiftRange({ start: first.range.start, end: last.range.end }, found.start + line.start);
  return { range, text: now.name };
}

function sameArguments(a: Keyword, b: Keyword): boolean {
  const shape = ({ arguments: list = [], parameters, opens }: Keyword): string =>
    JSON.stringify([
      list.map(({ name, optional, repeated, syntax }) => [name, optional, repeated, syntax]),
      parameters,
      opens,
    ]);
  return shape(a) === shape(b);
}
